import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";

import { createdAt, instant } from "./columns";
import type { JobEvent, Json } from "./job-events";

export type JobRunState = "running" | "completed" | "failed" | "cancelled";

/** One execution of a job function by the local executor. */
export const jobRuns = pgTable(
  "job_runs",
  {
    id: text("id").primaryKey(),
    functionId: text("function_id").notNull(),
    event: jsonb("event").$type<JobEvent>().notNull(),
    /** `<function>:<event id>` of a named event: unique, so that it starts one run. */
    dedupKey: text("dedup_key"),
    state: text("state").$type<JobRunState>().notNull().default("running"),
    /** Planned steps and sleeps that are not done; at zero the function is called again. */
    pending: integer("pending").notNull().default(0),
    /** Whose slots its calls take while they execute, and how many of each there are. */
    keys: text("keys").array().notNull(),
    limits: integer("limits").array().notNull(),
    tenant: text("tenant").notNull().default(""),
    /** Of all its calls but the first, whose lane is in that call. */
    lane: text("lane").notNull().default("work"),
    result: jsonb("result").$type<Json>(),
    createdAt: createdAt(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    unique("job_runs_dedup_key").on(t.dedupKey),
    index("job_runs_open").on(t.functionId).where(sql`state = 'running'`),
    index("job_runs_finished").on(t.finishedAt),
    // For the sweep, which asks whether a job of one of our runs still waits.
    index("job_runs_of_run").on(sql`(event->'data'->>'runId')`),
  ],
);
