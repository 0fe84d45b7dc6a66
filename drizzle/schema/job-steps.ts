import { jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

import { whole } from "./columns";
import type { Json } from "./job-events";
import { jobRuns } from "./job-runs";

/** What a finished step gave: `{ data }`, `{ error }`, or null for a sleep. Replayed at every later call. */
export const jobSteps = pgTable(
  "job_steps",
  {
    runId: text("run_id")
      .notNull()
      .references(() => jobRuns.id, { onDelete: "cascade" }),
    /** The SDK's SHA-1 of the step's name. */
    id: text("id").notNull(),
    /** The order in which steps finished, which replay has to keep. */
    seq: whole("seq").generatedAlwaysAsIdentity(),
    outcome: jsonb("outcome").$type<Json>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.id] })],
);
