import type { WorkspaceCtx } from "@/lib/context";
import { selectLastRuns } from "@/lib/syncs/store";
import type { RunSummary } from "@/lib/syncs/views";

const RUNS_MAX = 30;

/** The last 30 runs of a sync, oldest first: what its chart shows. */
export async function listLastRuns(ctx: WorkspaceCtx, syncId: string): Promise<RunSummary[]> {
  const newestFirst = await ctx.db.run((tx) => selectLastRuns(tx, ctx, { syncId, most: RUNS_MAX }));
  return newestFirst.reverse();
}
