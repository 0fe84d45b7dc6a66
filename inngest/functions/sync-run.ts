import { inngest } from "@/lib/jobs/client";
import { runRequested } from "@/lib/jobs/send";
import { tracedAsStep } from "@/lib/jobs/trace-jobs";
import { type RunRef, runRef } from "@/lib/model/run-ref";
import { applyRun } from "@/lib/runs/apply-run";
import { fetchAgain, fetchRun } from "@/lib/runs/fetch-run";
import { failRun, finishRun } from "@/lib/runs/finish-run";
import { planRun } from "@/lib/runs/plan-run";
import { requestDeliveries } from "@/lib/webhooks/sweep";
import { inTurns } from "../in-turns";
import { retrying } from "../retry";

const ID = "sync-run";

/**
 * Executes a run: fetches its file, makes the plan, applies it, tidies up. Each step may be repeated: it finds what is
 * done and continues. The whole transfer is inside `fetch`, which waits for a server and computes nothing. What is left to
 * do with a small file is one piece: remembering its steps would take longer than they do.
 */
export const syncRun = inngest.createFunction(
  {
    id: ID,
    triggers: [runRequested],
    retries: 4,
    concurrency: [
      { key: '"sync:" + event.data.syncId', limit: 1 },
      // Events carry ids only. A host belongs to one organization, so that this keeps it to four connections too.
      { key: '"org:" + event.data.orgId', limit: 4 },
    ],
    onFailure: async ({ event }) => {
      await retrying(() => failRun(runRef.parse(event.data.event.data)));
    },
  },
  async ({ event, ...job }) => {
    const { step } = job;
    const ref: RunRef = event.data;
    const fetched = await inTurns(job, "fetch", () => fetchRun(ref));
    if (fetched.next === "wait") return fetched;
    let { next }: { next: string } = fetched;
    if (next === "plan" && fetched.isSmall) {
      const asStep: AsStep = (name, work) => tracedAsStep({ event, ...job }, { id: ID, step: name }, work);
      next = await retrying(() => planAndApply(ref, asStep));
      if (next !== "fetch") return await retrying(() => asStep("finish", () => finish(ref)));
    }
    if (next === "plan") ({ next } = await inTurns(job, "plan", () => planRun(ref, undefined, "spool")));
    if (next === "apply") ({ next } = await inTurns(job, "apply", () => applyRun(ref, undefined, "spool")));
    // Its file is not on this machine (any more): fetched by a job of its own, where waiting is the first call.
    if (next === "fetch") return await step.run("again", () => retrying(() => fetchAgain(ref)));
    return await step.run("finish", () => retrying(() => finish(ref)));
  },
);

type AsStep = <T>(name: string, work: () => Promise<T>) => Promise<T>;

async function planAndApply(ref: RunRef, asStep: AsStep): Promise<string> {
  const { next } = await asStep("plan", () => planRun(ref, undefined, "spool"));
  return next === "apply" ? (await asStep("apply", () => applyRun(ref, undefined, "spool"))).next : next;
}

async function finish(ref: RunRef): Promise<{ state: string }> {
  const ended = await finishRun(ref);
  await requestDeliveries(ref.orgId);
  return ended;
}
