import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { identity, instant } from "./columns";
import { jobRuns } from "./job-runs";

/** `discover`: call the function from its start; `step`: run one planned step; `sleep`: only wait until it is due. */
export type JobCallKind = "discover" | "step" | "sleep";

/** The queue of the local executor: what is to be done next, when, and who is doing it. */
export const jobCalls = pgTable(
  "job_calls",
  {
    id: identity(),
    runId: text("run_id")
      .notNull()
      .references(() => jobRuns.id, { onDelete: "cascade" }),
    kind: text("kind").$type<JobCallKind>().notNull(),
    stepId: text("step_id"),
    attempt: integer("attempt").notNull().default(0),
    dueAt: instant("due_at").notNull().defaultNow(),
    keys: text("keys").array().notNull(),
    limits: integer("limits").array().notNull(),
    /** Each limit with its key, as `4 of org:…`: what the claim compares with the slots that are full. */
    slots: text("slots").array().notNull().generatedAlwaysAs(sql`job_slots(keys, limits)`),
    /** The last of them, which a function shares with most others of its tenant: while it is full the claim looks at none of its calls. */
    gate: text("gate").notNull().generatedAlwaysAs(sql`job_gate(keys, limits)`),
    /** Whose turn it takes; empty for what belongs to no tenant. */
    tenant: text("tenant").notNull().default(""),
    /** Calls of a lane have worker slots of their own. */
    lane: text("lane").notNull().default("work"),
    /** How many calls of its run came before: what has begun is finished first. */
    depth: integer("depth").notNull().default(0),
    /** Of the claim that executes it: a result that comes with another token is dropped. */
    token: uuid("token"),
    leasedUntil: instant("leased_until"),
    /** The process that executes it: its successor takes over the call immediately. */
    worker: text("worker"),
  },
  (t) => [
    index("job_calls_due").on(t.dueAt, t.id),
    index("job_calls_run").on(t.runId),
    index("job_calls_waiting")
      .on(t.lane, t.tenant, t.gate, t.depth.desc().nullsFirst(), t.dueAt, t.id)
      .where(sql`leased_until is null`),
    index("job_calls_begun").on(t.tenant).where(sql`leased_until is null and depth > 0`),
    index("job_calls_leased").on(t.leasedUntil).where(sql`leased_until is not null`),
  ],
);
