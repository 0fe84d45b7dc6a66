import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { isOpen } from "@/lib/model/run-state";
import { findLatestRun, getRun } from "@/lib/runs/read";
import type { RunDetail } from "@/lib/runs/views/types";

/** Whether something can be put right where this run shows it: it is over, and the last one of a sync that can run again. */
export async function isRepairable(ctx: WorkspaceCtx, run: RunDetail): Promise<boolean> {
  if (run.sync.detached || run.undoes || run.purgedAt || isOpen(run.state)) return false;
  return (await findLatestRun(ctx, { syncId: run.sync.id })) === run.id;
}

/** Whether its file can be read again: that of an upload is gone. */
export function canRunAgain({ trigger, sync }: RunDetail): boolean {
  return trigger !== "upload" && sync.sourceKind === "remote";
}

/** The run whose page someone puts something right on. Throws `not_found`; `conflict` when a newer run has read the file. */
export async function getRepairable(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<RunDetail> {
  const run = await getRun(ctx, { runId });
  if (await isRepairable(ctx, run)) return run;
  throw new AppError("conflict", "This is not the last run of the sync any more, so nothing was changed.", {
    remedy: "Open the last run of the sync, and repair it there.",
  });
}

/** Throws `conflict` for an upload. */
export function requireFile(run: RunDetail): void {
  if (canRunAgain(run)) return;
  throw new AppError("conflict", "An uploaded file is read only once.", {
    remedy: "Upload the file again, and say there what its columns mean.",
  });
}
