import { inngest } from "@/inngest/client";
import { runRequested } from "@/inngest/events";
import type { RunDoor } from "@/lib/runs/door";

/**
 * Asks the jobs to execute a run. May be asked again for the same run: whoever comes second finds it done. If the event
 * is lost, the sweep sends it again.
 */
export async function sendRunRequested({ orgId, workspaceId, syncId, runId }: RunDoor): Promise<void> {
  await inngest.send(runRequested.create({ orgId, workspaceId, syncId, runId }));
}
