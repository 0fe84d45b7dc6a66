import { giveUpBulkEdit, workOnBulkEdit } from "@/lib/bulk-edits/work";
import { inngest } from "@/lib/jobs/client";
import { bulkEditRequested } from "@/lib/jobs/send";
import { bulkEditRef } from "@/lib/model/run-ref";
import { requestDeliveries } from "@/lib/webhooks/sweep";
import { retrying } from "../retry";

/** What is left after so many steps is asked for again by the sweep: a run of Inngest has at most 1,000. */
const STEPS_MAX = 500;

/** Changes many users for a member, some seconds a step, one bulk edit of a workspace at a time. */
export const bulkEdit = inngest.createFunction(
  {
    id: "bulk-edit",
    triggers: [bulkEditRequested],
    retries: 4,
    concurrency: [
      { key: '"bulk:" + event.data.workspaceId', limit: 1 },
      { key: '"bulks of org:" + event.data.orgId', limit: 2 },
    ],
    onFailure: async ({ event }) => {
      await retrying(() => giveUpBulkEdit(bulkEditRef.parse(event.data.event.data)));
    },
  },
  async ({ event, step }) => {
    for (let at = 0; at < STEPS_MAX; at++) {
      const { more } = await step.run("work", () => retrying(() => workOnBulkEdit(event.data)));
      if (!more) break;
    }
    return await step.run("tell", () => retrying(() => requestDeliveries(event.data.orgId)));
  },
);
