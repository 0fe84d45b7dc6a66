import { cron } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { purgeOld } from "@/lib/purge/purge-old";
import { purgeEvents } from "@/lib/webhooks/sweep";
import { retrying } from "../retry";

/** Every night: deletes what is past the time it is kept for. */
export const purge = inngest.createFunction(
  { id: "purge", triggers: [cron("30 3 * * *")], retries: 2, concurrency: 1 },
  async ({ step }) => {
    const purged = await step.run("purge", () => retrying(() => purgeOld()));
    const events = await step.run("events", () => retrying(() => purgeEvents()));
    return { ...purged, events: events.deleted };
  },
);
