import { sql } from "drizzle-orm";
import { index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { ChannelKind } from "@/lib/model/channel";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";
import { organizations } from "./organizations";

/** Where an organization is told of alerts beside its members' mails: incoming webhooks of a chat. */
export const alertChannels = pgTable(
  "alert_channels",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    kind: text("kind").$type<ChannelKind>().notNull(),
    name: text("name").notNull(),
    /** The address is a secret: who has it can write there. */
    urlSealed: text("url_sealed").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    /** When a message was last delivered. */
    lastSentAt: instant("last_sent_at"),
  },
  (t) => [
    unique("alert_channels_tenant").on(t.orgId, t.id),
    unique("alert_channels_name").on(t.orgId, t.name),
    index("alert_channels_of_org").on(t.orgId, t.createdAt),
    tenantPolicy(),
  ],
);
