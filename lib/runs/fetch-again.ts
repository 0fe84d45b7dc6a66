import { sendRunRequested } from "@/lib/jobs/send";
import type { RunDoor } from "@/lib/model/run-ref";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { getRunRow } from "@/lib/runs/store";

/** Asks for a run whose file is not on this machine from its start. */
export async function fetchAgain(door: RunDoor, deps: JobDeps = jobDeps()): Promise<{ fence: number }> {
  const { fence } = await getRunRow(openRun(door, deps), door.runId);
  await sendRunRequested(door, fence);
  return { fence };
}
