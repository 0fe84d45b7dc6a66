import type { WorkspaceCtx } from "@/lib/context";
import { selectFirstSeen } from "@/lib/users/history.store";
import type { FirstSeen } from "@/lib/users/views";

/** Where a run first saw a user; null for one added by hand, or whose run is too long ago to have details. */
export async function findFirstSeen(ctx: WorkspaceCtx, { id }: { id: number }): Promise<FirstSeen | null> {
  return (await ctx.db.run((tx) => selectFirstSeen(tx, ctx, id))) ?? null;
}
