import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getRun } from "@/lib/runs/read";
import { requestRun } from "@/lib/runs/request-run";

/**
 * Asks for the plan of undoing an applied run: a run of its own, always shown to a person first. Throws `not_found`;
 * `conflict` when the run can't be undone, or a preview of the sync is waiting already.
 */
export async function undoRun(
  ctx: WorkspaceCtx,
  { runId, undoRunId }: { runId: string; undoRunId?: string | undefined },
): Promise<{ runId: string }> {
  const run = await getRun(ctx, { runId });
  if (run.undoneBy && run.undoneBy.id === undoRunId) return { runId: undoRunId };
  if (run.undoneBy) {
    throw new AppError("conflict", "An undo of this run is already open.", {
      remedy: "Open it from the page of this run, then approve or discard it.",
    });
  }
  if (!run.undoableUntil) {
    throw new AppError("conflict", "This run can't be undone.", {
      remedy: "A run can be undone for 30 days after it ended, if it changed something.",
    });
  }
  const request = { syncId: run.sync.id, trigger: "undo", intent: "preview", undoes: runId } as const;
  const { runId: undo } = await requestRun(ctx, { ...request, id: undoRunId });
  return { runId: undo };
}
