import { cron } from "inngest";
import { sweepBulkEdits } from "@/lib/bulk-edits/sweep";
import { inngest } from "@/lib/jobs/client";
import { sweepRuns } from "@/lib/runs/sweep";
import { sweepAlerts } from "@/lib/runs/sweep-alerts";
import { retrying } from "../retry";

/** Every minute: asks again for queued runs whose event was lost, ends runs whose worker died, and tells what was not told yet. */
export const syncSweep = inngest.createFunction(
  { id: "sync-sweep", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  async ({ step }) => ({
    ...(await step.run("sweep", () => retrying(() => sweepRuns()))),
    bulkEdits: await step.run("bulk-edits", () => retrying(() => sweepBulkEdits())),
    alerts: await step.run("alerts", () => retrying(() => sweepAlerts())),
  }),
);
