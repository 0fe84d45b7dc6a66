import { performance } from "node:perf_hooks";
import { closeDb } from "@/lib/db/client";
import type { RunRef } from "@/lib/model/run-ref";
import { applyRun } from "@/lib/runs/apply-run";
import { jobDeps } from "@/lib/runs/open-run";
import { planRun } from "@/lib/runs/plan-run";
import { answer } from "./child";

export type WorkerOrders = {
  /** Milliseconds of making the plan, and whether it goes on to be applied. */
  plan: { order: RunRef; answer: { ms: number; applies: boolean } };
  apply: { order: RunRef; answer: { ms: number } };
  /** Closes its connections, which makes the server count what they did. The most memory it had so far, in MiB. */
  rest: { order: null; answer: { peakMb: number } };
};

// A worker that does what the job `sync-run` does, when it is told to.
answer<WorkerOrders>({
  plan: async (ref) => {
    const begun = performance.now();
    const { next } = await planRun(ref, jobDeps());
    return { ms: performance.now() - begun, applies: next === "apply" };
  },
  apply: async (ref) => {
    const begun = performance.now();
    await applyRun(ref, jobDeps());
    return { ms: performance.now() - begun };
  },
  rest: async () => {
    await closeDb();
    return { peakMb: process.resourceUsage().maxRSS / 1024 };
  },
});
