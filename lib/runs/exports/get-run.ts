import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { type ExportedRun, selectExportedRun } from "@/lib/runs/exports/store";

/** The run that a file is to be about. Throws `not_found`, also when its details have been deleted. */
export async function getExportedRun(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<ExportedRun> {
  const run = await selectExportedRun(tx, ctx, runId);
  if (!run) throw notFound("This run");
  if (run.purgedAt) {
    throw new AppError("not_found", "The details of this run have been deleted. They are kept for 90 days.");
  }
  return run;
}
