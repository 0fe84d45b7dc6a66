import { sendRunRequested } from "@/lib/jobs/send";
import type { RunRef } from "@/lib/model/run-ref";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { getRunRow } from "@/lib/runs/store";

/** Asks for a run whose file is not on this machine from its start. */
export async function fetchAgain(ref: RunRef, deps: JobDeps = jobDeps()): Promise<{ fence: number }> {
  const { fence } = await getRunRow(openRun(ref, deps), ref.runId);
  await sendRunRequested(ref, fence);
  return { fence };
}
