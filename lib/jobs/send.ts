import { setTimeout as sleep } from "node:timers/promises";
import { eventType } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { createLog } from "@/lib/log";
import { type RunRef, runRef } from "@/lib/model/run-ref";

/** A queued run is to be executed, or an approved held one is to continue. Ids only; may be sent more than once. */
export const runRequested = eventType("sync/run.requested", { schema: runRef });

/** Someone waits for the answer to a click. */
const PATIENCE_MS = 5_000;

/**
 * Asks the jobs to execute a run. `turn` names what it is asked for, such as its fence: the same turn is executed once,
 * however often it is asked for. An event that can't be handed over is no failure: the run stays queued, and the sweep
 * asks again.
 */
export async function sendRunRequested(ref: RunRef, turn: string | number): Promise<void> {
  const { orgId, workspaceId, syncId, runId } = ref;
  const event = runRequested.create({ orgId, workspaceId, syncId, runId }, { id: `run:${runId}:${turn}` });
  const late = new AbortController();
  try {
    await Promise.race([
      inngest.send(event),
      sleep(PATIENCE_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error("The job server did not accept the event in time.");
      }),
    ]);
  } catch (error) {
    createLog("jobs").warn("job.event.not_sent", {
      runId,
      error: error instanceof Error ? error.name : "unknown",
    });
  } finally {
    late.abort();
  }
}
