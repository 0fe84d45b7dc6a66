import { runFileLook } from "@/lib/file-looks/run-look";
import { inngest } from "@/lib/jobs/client";
import { fileLookRequested } from "@/lib/jobs/send";
import { retrying } from "../retry";

/** Reads the file of a sync to propose what its columns fill. One that fails says so, and a person starts it again. */
export const fileLook = inngest.createFunction(
  {
    id: "file-look",
    triggers: [fileLookRequested],
    retries: 0,
    concurrency: [
      { key: '"file look:" + event.data.lookId', limit: 1 },
      { key: '"file looks of org:" + event.data.orgId', limit: 2 },
    ],
  },
  ({ event, step }) => step.run("look", () => retrying(() => runFileLook(event.data))),
);
