import { cron } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { sweepRuns } from "@/lib/runs/sweep";
import { retrying } from "../retry";

/** Every minute: asks again for queued runs whose event was lost, and ends runs whose worker died. */
export const syncSweep = inngest.createFunction(
  { id: "sync-sweep", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  ({ step }) => step.run("sweep", () => retrying(() => sweepRuns())),
);
