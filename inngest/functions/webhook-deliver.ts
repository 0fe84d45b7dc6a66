import { inngest } from "@/lib/jobs/client";
import { webhookRequested } from "@/lib/jobs/send";
import { deliverNext } from "@/lib/webhooks/deliver";
import { retrying } from "../retry";

/** What is left after so many is asked for again by the sweep, so that others get their turn. */
const MESSAGES_MAX = 200;

/** Delivers what a webhook has not got yet, message by message. Tries again, and what was lost, are the sweep's to ask for. */
export const webhookDeliver = inngest.createFunction(
  {
    id: "webhook-deliver",
    triggers: [webhookRequested],
    retries: 0,
    concurrency: [
      { key: '"webhook:" + event.data.endpointId', limit: 1 },
      { key: '"webhooks of org:" + event.data.orgId', limit: 4 },
    ],
  },
  async ({ event, step }) => {
    let sent = 0;
    for (let at = 0; at < MESSAGES_MAX; at++) {
      const done = await step.run("deliver", () => retrying(() => deliverNext(event.data)));
      sent += done.sent;
      if (!done.more) break;
    }
    return { sent };
  },
);
