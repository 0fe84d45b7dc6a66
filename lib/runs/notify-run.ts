import { reached } from "@/lib/points";
import type { RunDoor } from "@/lib/runs/door";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { getRunRow } from "@/lib/runs/store";
import { removeUsedUpload } from "@/lib/uploads/remove-used";

/** Last step of a run: tidies up after it. */
export async function notifyRun(door: RunDoor, deps: JobDeps = jobDeps()): Promise<{ state: string }> {
  const ctx = openRun(door, deps);
  const run = await getRunRow(ctx, door.runId);
  reached("in-report");
  if (run.uploadId) await removeUsedUpload(ctx, run.uploadId);
  deps.log.info("sync.run.ended", { runId: run.id, state: run.state });
  return { state: run.state };
}
