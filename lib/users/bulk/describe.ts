import type { WorkspaceCtx } from "@/lib/context";
import { selectFields } from "@/lib/fields/store";
import { type BulkStanding, standingOf } from "@/lib/users/bulk/standing";
import { selectOwners } from "@/lib/users/bulk.store";
import { selectActiveUsers } from "@/lib/users/store";

/** Whose the ticked users are, for saying what a bulk edit leaves alone before it is made. Removed ones don't count. */
export async function describeUsers(
  ctx: WorkspaceCtx,
  { userIds }: { userIds: readonly number[] },
): Promise<BulkStanding> {
  return ctx.db.run(async (tx) => {
    const users = await selectActiveUsers(tx, ctx, { ids: userIds, lock: false });
    return standingOf(users, await selectOwners(tx, ctx), await selectFields(tx, ctx));
  });
}
