import type { WorkspaceCtx } from "@/lib/context";
import { countSkipped } from "@/lib/runs/exports/store";

/** How many skipped rows of a run can be downloaded; none of an unknown run. */
export async function countSkippedRows(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<number> {
  return ctx.db.run((tx) => countSkipped(tx, ctx, runId));
}
