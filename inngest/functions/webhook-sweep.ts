import { cron } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { sweepWebhooks } from "@/lib/webhooks/sweep";
import { retrying } from "../retry";

/** Every minute: asks for deliveries to webhooks that have something to get, or are to be tried again. */
export const webhookSweep = inngest.createFunction(
  { id: "webhook-sweep", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  ({ step }) => step.run("sweep", () => retrying(() => sweepWebhooks())),
);
