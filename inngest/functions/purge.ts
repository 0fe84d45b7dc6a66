import { cron } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { purgeOld } from "@/lib/purge/purge-old";
import { retrying } from "../retry";

/** Every night: deletes what is past the time it is kept for. */
export const purge = inngest.createFunction(
  { id: "purge", triggers: [cron("30 3 * * *")], retries: 2, concurrency: 1 },
  ({ step }) => step.run("purge", () => retrying(() => purgeOld())),
);
