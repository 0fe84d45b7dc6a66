import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { EventType } from "@/lib/model/event";
import type { DeliveryFailure } from "@/lib/model/webhook";
import { createdAt, instant, orgId, tenantPolicy, whole } from "./columns";
import { webhookEndpoints } from "./webhook-endpoints";

/** `events`: what comes next; `replay`: what was delivered before; `test`: an example that someone asked for. */
export type DeliveryKind = "events" | "replay" | "test";
export type DeliveryState = "pending" | "delivered" | "failed";

/** One message to an endpoint: events between two positions, as often as it takes. The log of webhooks. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    endpointId: uuid("endpoint_id").notNull(),
    kind: text("kind").$type<DeliveryKind>().notNull(),
    /** Those that the endpoint wanted then: a message that is sent again says the same. */
    types: text("types").array().$type<EventType[]>().notNull(),
    firstPosition: whole("first_position"),
    lastPosition: whole("last_position"),
    size: integer("size").notNull(),
    state: text("state").$type<DeliveryState>().notNull().default("pending"),
    attempts: integer("attempts").notNull().default(0),
    /** Of the last attempt: what the server answered, or why it did not. Never what it said. */
    status: integer("status"),
    failure: text("failure").$type<DeliveryFailure>(),
    ms: integer("ms"),
    createdAt: createdAt(),
    attemptedAt: instant("attempted_at"),
  },
  (t) => [
    foreignKey({
      name: "webhook_deliveries_endpoint",
      columns: [t.orgId, t.endpointId],
      foreignColumns: [webhookEndpoints.orgId, webhookEndpoints.id],
    }).onDelete("cascade"),
    // One after the other: the next is made when this one has arrived.
    uniqueIndex("webhook_deliveries_one_pending").on(t.endpointId, t.kind).where(sql`state = 'pending'`),
    index("webhook_deliveries_log").on(t.orgId, t.endpointId, t.createdAt),
    index("webhook_deliveries_age").on(t.createdAt),
    tenantPolicy(),
  ],
);
