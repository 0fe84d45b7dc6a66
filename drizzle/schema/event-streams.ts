import { sql } from "drizzle-orm";
import { boolean, foreignKey, pgTable, text } from "drizzle-orm/pg-core";
import type { EventGroup } from "@/lib/model/event";
import { instant, orgId, tenantPolicy, whole } from "./columns";
import { organizations } from "./organizations";

/** What an organization wants to be told. Without a row, or for groups that nobody wants, no events are written. */
export const eventStreams = pgTable(
  "event_streams",
  {
    orgId: orgId().primaryKey(),
    /** The position of its latest event. Positions are given one after the other, whatever order transactions end in. */
    lastPosition: whole("last_position").notNull().default(0),
    /** Groups that a webhook or a poller wants. */
    wants: text("wants").array().$type<EventGroup[]>().notNull().default(sql`'{}'::text[]`),
    /** When events were last asked for through the API; null before the first time, and after a long silence. */
    polledAt: instant("polled_at"),
    /** Whether events carry the values of users, not only the names of fields. */
    withValues: boolean("with_values").notNull().default(false),
  },
  (t) => [
    foreignKey({
      name: "event_streams_org",
      columns: [t.orgId],
      foreignColumns: [organizations.id],
    }).onDelete("cascade"),
    tenantPolicy(),
  ],
);
