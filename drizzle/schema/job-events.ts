import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant, whole } from "./columns";

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** An event as handlers see it. `id` is the sender's own, or else a ULID. `ts` is in milliseconds. */
export type JobEvent = { id: string; name: string; data: JsonObject; ts: number };

/** Inbox of the local executor: events that were sent, ids only. A worker turns each into the runs it starts. */
export const jobEvents = pgTable(
  "job_events",
  {
    /** ULID made from the sender's seed, so that a repeated send is the same row. */
    id: text("id").primaryKey(),
    seq: whole("seq").generatedAlwaysAsIdentity(),
    event: jsonb("event").$type<JobEvent>().notNull(),
    /** Whether the sender named the event: then it starts each function once. */
    named: boolean("named").notNull(),
    receivedAt: instant("received_at").notNull().defaultNow(),
    routedAt: instant("routed_at"),
  },
  (t) => [index("job_events_waiting").on(t.seq).where(sql`routed_at is null`)],
);
