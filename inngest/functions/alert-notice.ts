import { planDeliveries } from "@/lib/channels/deliver";
import { inngest } from "@/lib/jobs/client";
import { alertNoticed, deliveryEvents } from "@/lib/jobs/send";
import { retrying } from "../retry";

/** Writes down whom a notice has to reach, and asks for each delivery on its own: one that fails keeps nobody waiting. */
export const alertNotice = inngest.createFunction(
  {
    id: "alert-notice",
    triggers: [alertNoticed],
    retries: 4,
    concurrency: [{ key: '"notices of org:" + event.data.orgId', limit: 4 }],
  },
  async ({ event, step }) => {
    const refs = await step.run("plan", () => retrying(() => planDeliveries(event.data)));
    if (refs.length > 0) await step.sendEvent("ask", deliveryEvents(refs));
    return { deliveries: refs.length };
  },
);
