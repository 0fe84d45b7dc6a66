import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectRun } from "@/lib/runs/views/runs.store";
import type { RunDetail } from "@/lib/runs/views/types";

/** A run of the workspace. Throws `not_found`. */
export async function getRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<RunDetail> {
  const run = await ctx.db.run((tx) => selectRun(tx, ctx, runId));
  if (!run) throw notFound("This run");
  return run;
}
