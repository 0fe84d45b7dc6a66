import { cron } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { scheduleDueSyncs } from "@/lib/runs/schedule";
import { retrying } from "../retry";

/** Every minute: queues a run for each sync that is due. */
export const syncSchedule = inngest.createFunction(
  { id: "sync-schedule", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  ({ step }) => step.run("queue-due", () => retrying(() => scheduleDueSyncs())),
);
