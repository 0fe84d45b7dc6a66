import { and, eq } from "drizzle-orm";
import { syncFollowers } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";

type Follower = Pick<typeof syncFollowers.$inferSelect, "syncId" | "accountId" | "state" | "madeBy">;

/** Sets whether a member is told of a sync. What they chose stays when they are only put there because they set it up. */
export async function setFollower(tx: Tx, ctx: WorkspaceCtx, follower: Follower): Promise<void> {
  const { orgId, workspaceId } = ctx;
  const { state, madeBy } = follower;
  const insert = tx.insert(syncFollowers).values({ ...follower, orgId, workspaceId, createdAt: ctx.clock() });
  const target = [syncFollowers.syncId, syncFollowers.accountId];
  if (madeBy === "setup") await insert.onConflictDoNothing({ target });
  else await insert.onConflictDoUpdate({ target, set: { state, madeBy } });
}

export async function selectFollower(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, accountId }: Pick<Follower, "syncId" | "accountId">,
): Promise<Follower["state"] | null> {
  const [row] = await tx
    .select({ state: syncFollowers.state })
    .from(syncFollowers)
    .where(
      and(
        inWorkspace(syncFollowers, ctx),
        eq(syncFollowers.syncId, syncId),
        eq(syncFollowers.accountId, accountId),
      ),
    );
  return row?.state ?? null;
}
