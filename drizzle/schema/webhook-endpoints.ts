import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { EventType } from "@/lib/model/event";
import { createdAt, instant, orgId, tenantPolicy, whole } from "./columns";
import { organizations } from "./organizations";

/** `paused`: by a member; `disabled`: by us, after three days without success. Neither loses events that are still kept. */
export type WebhookState = "enabled" | "paused" | "disabled";

/** Where an organization wants its events delivered. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    types: text("types").array().$type<EventType[]>().notNull(),
    secretSealed: text("secret_sealed").notNull(),
    /** Signs beside the new one until then, after a rotation. */
    oldSecretSealed: text("old_secret_sealed"),
    oldSecretUntil: instant("old_secret_until"),
    state: text("state").$type<WebhookState>().notNull().default("enabled"),
    /** Events up to this position are delivered, or were not wanted. */
    cursor: whole("cursor").notNull().default(0),
    failingSince: instant("failing_since"),
    /** Not before then; null for as soon as there is something. */
    nextTryAt: instant("next_try_at"),
    /** Raised whenever a worker takes it: an older one can no longer write. */
    fence: integer("fence").notNull().default(0),
    leaseUntil: instant("lease_until"),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "webhook_endpoints_org",
      columns: [t.orgId],
      foreignColumns: [organizations.id],
    }).onDelete("cascade"),
    unique("webhook_endpoints_tenant").on(t.orgId, t.id),
    index("webhook_endpoints_enabled").on(t.nextTryAt).where(sql`state = 'enabled'`),
    tenantPolicy(),
  ],
);
