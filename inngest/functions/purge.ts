import { cron } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { purgeOld } from "@/lib/purge/purge-old";
import { purgeEvents } from "@/lib/webhooks/sweep";
import { inTurns } from "../in-turns";

/** Every night: deletes what is past the time it is kept for. */
export const purge = inngest.createFunction(
  { id: "purge", triggers: [cron("30 3 * * *")], retries: 2, concurrency: 1 },
  async (job) => {
    const purged = await inTurns(job, "purge", () => purgeOld());
    const events = await inTurns(job, "events", () => purgeEvents());
    return { ...purged, events: events.deleted };
  },
);
