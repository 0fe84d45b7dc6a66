import type { WorkspaceCtx } from "@/lib/context";
import { BULK_USERS_MAX } from "@/lib/users/bulk/limits";
import type { MatchingUsers } from "@/lib/users/bulk/schema";
import { selectMatchingIds } from "@/lib/users/listing.store";
import { listingOf } from "@/lib/users/query";

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
