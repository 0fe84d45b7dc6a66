import { tellNow } from "@/lib/alerts/evaluate";
import { writeAudit } from "@/lib/audit/write-audit";
import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import { supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { sendRunRequested } from "@/lib/jobs/send";
import type { Counts, RunTrigger } from "@/lib/model/run";
import type { RunRef } from "@/lib/model/run-ref";
import type { RunState } from "@/lib/model/run-state";
import { noteEffects } from "@/lib/runs/note-effects";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { removeRunFiles } from "@/lib/runs/run-files";
import { cancel, fail, getRunRow, selectSyncName } from "@/lib/runs/store";
import { runsWithoutJob } from "@/lib/runs/system.store";
import { removeUsedUpload } from "@/lib/uploads/remove";

/** What became of a run, for whoever looks at its job. */
type FinishOutcome = { state: RunState; trigger: RunTrigger; counts: Counts | null };

/**
 * Last step of a run, whatever became of it: once it has ended, deletes the files it read. One that waits for a person
 * keeps its upload, which has to be read again if users change meanwhile. Then it is the turn of the sync's next run.
 */
export async function finishRun(ref: RunRef, deps: JobDeps = jobDeps()): Promise<FinishOutcome> {
  const ctx = openRun(ref, deps);
  const run = await getRunRow(ctx, ref.runId);
  checkpoint("in-report");
  if (run.finishedAt || run.state === "held") await removeRunFiles(run.id);
  if (run.finishedAt) {
    for (const id of [run.uploadId, run.managersUploadId]) if (id) await removeUsedUpload(ctx, id);
    deps.log.info("sync.run.ended", { runId: run.id, state: run.state });
  }
  await noteEffects(ctx, run);
  if (run.state !== "running") {
    await tellNow(ctx, run.syncId);
    for (const next of await runsWithoutJob(ctx, run.syncId)) {
      await sendRunRequested({ ...ref, runId: next.runId }, `${next.fence}-after-${run.id}`);
    }
  }
  return { state: run.state, trigger: run.trigger, counts: run.counts };
}

/** Ends a run whose job has given up. What the last attempt noted is kept; nothing of the plan was applied. */
export async function failRun(
  ref: RunRef,
  deps: JobDeps = jobDeps(),
  why: AppError = gaveUp(),
): Promise<{ failed: boolean }> {
  const ctx = openRun(ref, deps);
  const failure = { code: why.code, message: why.message, remedy: why.remedy ?? null };
  const failed = await ctx.db.run((tx) => fail(tx, ctx, ref.runId, failure));
  if (failed) await finishRun(ref, deps);
  return { failed };
}

function gaveUp(): AppError {
  return new AppError("internal", "The run stopped because of an internal error. Nothing was changed.", {
    remedy: `Start it again with Sync now. If it stops again, send the address of this page to ${supportContact()}.`,
  });
}

/** Stops a queued or running run with nothing applied. Throws `conflict` when it has ended in the meantime. */
export async function cancelRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<void> {
  const { syncId } = await getRunRow(ctx, runId);
  await ctx.db.run(async (tx) => {
    if (!(await cancel(tx, ctx, runId))) throw endedAlready();
    await writeAudit(tx, ctx, {
      action: "run.cancel",
      targetKind: "run",
      targetId: runId,
      targetLabel: await selectSyncName(tx, ctx, syncId),
      detail: { workspaceId: ctx.workspaceId, syncId },
    });
  });
  await tellNow(ctx, syncId);
}

function endedAlready(): AppError {
  return new AppError("conflict", "This run has already ended.", { remedy: "Look at its results." });
}
