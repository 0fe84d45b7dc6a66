import { eventType } from "inngest";
import { runRef } from "@/lib/model/run-ref";

/** A queued run is to be executed, or a held one that was approved to go on. Ids only; may be sent more than once. */
export const runRequested = eventType("sync/run.requested", { schema: runRef });
