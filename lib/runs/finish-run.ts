import { checkpoint } from "@/lib/checkpoints";
import { sendRunRequested } from "@/lib/jobs/send";
import type { RunRef } from "@/lib/model/run-ref";
import { removeRunFiles } from "@/lib/runs/fetch-run-file";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { getRunRow } from "@/lib/runs/store";
import { runsWithoutJob } from "@/lib/runs/system.store";
import { removeUsedUpload } from "@/lib/uploads/remove";

/**
 * Last step of a run, whatever became of it: once it has ended, deletes the files it read. One that waits for a person
 * keeps its upload, which has to be read again if users change meanwhile. Then it is the turn of the sync's next run.
 */
export async function finishRun(ref: RunRef, deps: JobDeps = jobDeps()): Promise<{ state: string }> {
  const ctx = openRun(ref, deps);
  const run = await getRunRow(ctx, ref.runId);
  checkpoint("in-report");
  if (run.finishedAt || run.state === "held") await removeRunFiles(run.id);
  if (run.finishedAt) {
    for (const id of [run.uploadId, run.managersUploadId]) if (id) await removeUsedUpload(ctx, id);
    deps.log.info("sync.run.ended", { runId: run.id, state: run.state });
  }
  if (run.state !== "running") {
    for (const next of await runsWithoutJob(ctx, run.syncId)) {
      await sendRunRequested({ ...ref, runId: next.runId }, `${next.fence}-after-${run.id}`);
    }
  }
  return { state: run.state };
}
