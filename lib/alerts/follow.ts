import { selectSourceOf } from "@/lib/alerts/alerts.store";
import type { Following } from "@/lib/alerts/views";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import { selectFollower, setFollower } from "@/lib/syncs/followers.store";

type Named = { syncId: string };

/** The member is told of the sync from now on. Throws `not_found`. */
export async function followSync(ctx: WorkspaceCtx, { syncId }: Named): Promise<void> {
  await choose(ctx, syncId, "following");
}

/** The member is not told of the sync any more, whatever their role. Throws `not_found`. */
export async function muteSync(ctx: WorkspaceCtx, { syncId }: Named): Promise<void> {
  await choose(ctx, syncId, "muted");
}

async function choose(ctx: WorkspaceCtx, syncId: string, state: "following" | "muted"): Promise<void> {
  const accountId = accountOf(ctx.actor);
  await ctx.db.run(async (tx) => {
    if (!accountId || !(await selectSourceOf(tx, ctx, syncId))) throw notFound("This sync");
    await setFollower(tx, ctx, { syncId, accountId, state, madeBy: "choice" });
  });
}

/** Whether the member is told of the sync. Unless they chose, owners and who set it up are. */
export async function getFollowing(ctx: WorkspaceCtx, { syncId }: Named): Promise<Following> {
  const accountId = accountOf(ctx.actor);
  if (!accountId) return { follows: false, isChosen: false };
  const state = await ctx.db.run((tx) => selectFollower(tx, ctx, { syncId, accountId }));
  return { follows: state ? state === "following" : ctx.role === "owner", isChosen: state !== null };
}
