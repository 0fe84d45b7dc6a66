import { eventType } from "inngest";
import { z } from "zod";

const runRequestedData = z.object({
  orgId: z.string().min(1),
  workspaceId: z.string().min(1),
  syncId: z.string().min(1),
  runId: z.string().min(1),
});

/** A queued run is to be executed, or a held one that was approved to go on. Ids only; may be sent more than once. */
export const runRequested = eventType("sync/run.requested", { schema: runRequestedData });
