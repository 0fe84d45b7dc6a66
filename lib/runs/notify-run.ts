import { rm } from "node:fs/promises";
import { reached } from "@/lib/points";
import type { RunDoor } from "@/lib/runs/door";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { getRunRow } from "@/lib/runs/store";
import { managersSpoolFile, runSpoolFile } from "@/lib/spool";
import { removeUsedUpload } from "@/lib/uploads/remove-used";

/**
 * Last step of a run, whatever became of it: once it has ended, deletes the files it read. One that waits for a person
 * keeps its upload, which has to be read again if users change meanwhile.
 */
export async function notifyRun(door: RunDoor, deps: JobDeps = jobDeps()): Promise<{ state: string }> {
  const ctx = openRun(door, deps);
  const run = await getRunRow(ctx, door.runId);
  reached("in-report");
  if (run.finishedAt) {
    // What a worker that was killed had fetched, when nobody had to fetch it again.
    await rm(await runSpoolFile(run.id), { force: true });
    await rm(await managersSpoolFile(run.id), { force: true });
    for (const id of [run.uploadId, run.managersUploadId]) if (id) await removeUsedUpload(ctx, id);
    deps.log.info("sync.run.ended", { runId: run.id, state: run.state });
  }
  return { state: run.state };
}
