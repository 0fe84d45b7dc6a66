import { giveUpFileLook, runFileLook } from "@/lib/file-looks/run-look";
import { inngest } from "@/lib/jobs/client";
import { fileLookRequested } from "@/lib/jobs/send";
import { fileLookRef } from "@/lib/model/run-ref";
import { inTurns } from "../in-turns";
import { retrying } from "../retry";

/**
 * Reads the file of a sync to propose what its columns fill. A file that can't be read is a result, and a person starts it again;
 * tried again is only what a process that died was at.
 */
export const fileLook = inngest.createFunction(
  {
    id: "file-look",
    triggers: [fileLookRequested],
    retries: 2,
    concurrency: [
      { key: '"file look:" + event.data.lookId', limit: 1 },
      { key: '"file looks of org:" + event.data.orgId', limit: 2 },
    ],
    onFailure: async ({ event }) => {
      await retrying(() => giveUpFileLook(fileLookRef.parse(event.data.event.data)));
    },
  },
  ({ event, ...job }) => inTurns(job, "look", () => runFileLook(event.data)),
);
