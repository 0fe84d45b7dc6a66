import type { WorkspaceCtx } from "@/lib/context";
import { selectFields } from "@/lib/fields/store";
import { type BulkStatus, bulkStatusOf } from "@/lib/users/bulk/bulk-status";
import { BULK_USERS_MAX } from "@/lib/users/bulk/limits";
import type { MatchingUsers } from "@/lib/users/bulk/schema";
import { selectOwners } from "@/lib/users/bulk.store";
import { selectMatchingIds } from "@/lib/users/listing.store";
import { listingOf } from "@/lib/users/query";
import { selectActiveUsers } from "@/lib/users/store";

/** Who owns the selected users, to show what a bulk edit will skip before it is made. Removed ones don't count. */
export async function describeUsers(
  ctx: WorkspaceCtx,
  { userIds }: { userIds: readonly number[] },
): Promise<BulkStatus> {
  return ctx.db.run(async (tx) => {
    const users = await selectActiveUsers(tx, ctx, { ids: userIds, lock: false });
    return bulkStatusOf(users, await selectOwners(tx, ctx), await selectFields(tx, ctx));
  });
}

/** Ids of the active users that a list shows, by name, at most 1,000. `more`: there are others. */
export async function listMatchingUsers(
  ctx: WorkspaceCtx,
  { search, source, filters }: MatchingUsers,
): Promise<{ ids: number[]; more: boolean }> {
  return ctx.db.run(async (tx) => {
    const listing = await listingOf(tx, ctx, { search, source, filters, state: "active" });
    const ids = await selectMatchingIds(tx, ctx, listing, BULK_USERS_MAX + 1);
    return { ids: ids.slice(0, BULK_USERS_MAX), more: ids.length > BULK_USERS_MAX };
  });
}
