import { deliver, failDelivery } from "@/lib/channels/deliver";
import { inngest } from "@/lib/jobs/client";
import { deliveryRequested } from "@/lib/jobs/send";
import { deliveryRef } from "@/lib/model/run-ref";
import { retrying } from "../retry";

/** Delivers one message to one member or one channel; tried up to nine times, with Inngest's back-off, over some hours. */
export const alertDelivery = inngest.createFunction(
  {
    id: "alert-delivery",
    triggers: [deliveryRequested],
    retries: 8,
    concurrency: [{ key: '"deliveries of org:" + event.data.orgId', limit: 4 }],
    onFailure: async ({ event }) => {
      await retrying(() => failDelivery(deliveryRef.parse(event.data.event.data)));
    },
  },
  ({ event, step }) => step.run("deliver", () => retrying(() => deliver(event.data))),
);
