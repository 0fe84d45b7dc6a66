import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectProgress } from "@/lib/runs/views/runs.store";
import type { RunProgress } from "@/lib/runs/views/types";

/** How far a run is: one row by its key, cheap enough to ask every second. Throws `not_found`. */
export async function runProgress(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<RunProgress> {
  const progress = await ctx.db.run((tx) => selectProgress(tx, ctx, runId));
  if (!progress) throw notFound("This run");
  return progress;
}
