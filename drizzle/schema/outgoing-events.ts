import { sql } from "drizzle-orm";
import { bigint, foreignKey, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { EventType } from "@/lib/model/event";
import { identity, instant, orgId, tenantPolicy, whole, workspaceOrNonePolicy } from "./columns";
import { organizations } from "./organizations";

/** Where the lines of a row of events are: what a run changed, or what a member edited. */
export type EventLines = "changes" | "user_edits";

/**
 * What happened, written with it in one transaction. A row is one event, or up to 500 of one type: then `subjects` are the
 * users, one an event, and `lines` say what became of them. No values are kept here. What happened in a workspace is told
 * after it is gone too, so it names the workspace without a foreign key.
 */
export const outgoingEvents = pgTable(
  "outgoing_events",
  {
    /** In the order of writing. Those of one user, run or list are in the order in which they happened. */
    id: identity(),
    orgId: orgId(),
    workspaceId: uuid("workspace_id"),
    type: text("type").$type<EventType>().notNull(),
    at: instant("at").notNull().defaultNow(),
    /** The place of its first event among those of the organization; null until the transaction has ended and someone looked. */
    position: whole("position"),
    /** How many events it is. */
    size: integer("size").notNull().default(1),
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
    subjects: bigint("subjects", { mode: "number" }).array(),
    lines: bigint("lines", { mode: "number" }).array(),
    linesIn: text("lines_in").$type<EventLines>(),
  },
  (t) => [
    foreignKey({
      name: "outgoing_events_org",
      columns: [t.orgId],
      foreignColumns: [organizations.id],
    }).onDelete("cascade"),
    index("outgoing_events_positions").on(t.orgId, t.position),
    index("outgoing_events_fresh").on(t.orgId, t.id).where(sql`position is null`),
    index("outgoing_events_age").on(t.at),
    tenantPolicy(),
    workspaceOrNonePolicy(),
  ],
);
