import { applyRun } from "@/lib/runs/apply-run";
import type { RunDoor } from "@/lib/runs/door";
import { failRun } from "@/lib/runs/fail-run";
import { notifyRun } from "@/lib/runs/notify-run";
import { planRun } from "@/lib/runs/plan-run";
import { inngest } from "../client";
import { runRequested } from "../events";
import { retrying } from "../retry";

/**
 * Executes a run: makes the plan, applies it, tidies up. Each step may be repeated: it finds what is done and goes on.
 * The whole transfer is inside `plan`, since a limit counts only calls that execute.
 */
export const syncRun = inngest.createFunction(
  {
    id: "sync-run",
    triggers: [runRequested],
    retries: 4,
    concurrency: [
      { key: '"sync:" + event.data.syncId', limit: 1 },
      // Events carry ids only. A host belongs to one organization, so that this keeps it to four connections too.
      { key: '"org:" + event.data.orgId', limit: 4 },
    ],
    onFailure: async ({ event }) => {
      await retrying(() => failRun(event.data.event.data as RunDoor));
    },
  },
  async ({ event, step }) => {
    const door: RunDoor = event.data;
    const planned = await step.run("plan", () => retrying(() => planRun(door)));
    if (planned.next === "apply") await step.run("apply", () => retrying(() => applyRun(door)));
    return await step.run("notify", () => retrying(() => notifyRun(door)));
  },
);
