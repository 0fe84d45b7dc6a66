import { inngest } from "@/lib/jobs/client";
import { lookRequested } from "@/lib/jobs/send";
import { look } from "@/lib/runs/looks";
import { retrying } from "../retry";

/** Looks at the server of one sync, and queues a run when new files are there. The schedule asks again if it fails. */
export const syncLook = inngest.createFunction(
  {
    id: "sync-look",
    triggers: [lookRequested],
    retries: 0,
    concurrency: [
      { key: '"look:" + event.data.syncId', limit: 1 },
      { key: '"looks of org:" + event.data.orgId', limit: 4 },
    ],
  },
  ({ event, step }) => step.run("look", () => retrying(() => look(event.data))),
);
