import { cron } from "inngest";
import { planDigests } from "@/lib/channels/digest";
import { inngest } from "@/lib/jobs/client";
import { deliveryEvents } from "@/lib/jobs/send";
import { retrying } from "../retry";

/** Every morning (UTC): the weekly digest of the organizations that chose this weekday. */
export const alertDigest = inngest.createFunction(
  { id: "alert-digest", triggers: [cron("0 6 * * *")], retries: 4, concurrency: 1 },
  async ({ step }) => {
    const refs = await step.run("plan", () => retrying(() => planDigests()));
    if (refs.length > 0) await step.sendEvent("ask", deliveryEvents(refs));
    return { digests: refs.length };
  },
);
