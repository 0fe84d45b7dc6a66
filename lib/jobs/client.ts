import { Inngest } from "inngest";
import { db } from "@/lib/db/client";
import { sendsTraces, usesInngestServer } from "@/lib/env";
import { createLocalClient } from "./local/client";
import { sdkLog } from "./sdk-log";
import { localSigningKey } from "./signing-key";
import { TraceJobs } from "./trace-jobs";

const middleware = sendsTraces() ? [TraceJobs] : [];

/**
 * The one client. With `INNGEST_DEV` or `INNGEST_SIGNING_KEY` set it talks to that Inngest server, whose address and
 * keys the SDK takes from the environment; otherwise it hands events to the local executor's queue.
 */
export const inngest: Inngest.Any = usesInngestServer()
  ? new Inngest({ id: "rollcall", logger: sdkLog(), aiMetadata: false, middleware })
  : createLocalClient({ id: "rollcall", logger: sdkLog(), db, signingKey: localSigningKey, middleware });
