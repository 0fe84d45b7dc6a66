import { cron } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { requestLooks } from "@/lib/runs/looks";
import { markLateSyncs, queueArrivedSyncs, scheduleDueSyncs } from "@/lib/runs/schedule";
import { retrying } from "../retry";

/** Every minute: queues a run for each sync that is due or whose files arrived, asks for looks, and marks what is late. */
export const syncSchedule = inngest.createFunction(
  { id: "sync-schedule", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  async ({ step }) => ({
    ...(await step.run("queue-due", () => retrying(() => scheduleDueSyncs()))),
    arrived: await step.run("queue-arrived", () => retrying(() => queueArrivedSyncs())),
    looks: await step.run("request-looks", () => retrying(() => requestLooks())),
    late: await step.run("mark-late", () => retrying(() => markLateSyncs())),
  }),
);
