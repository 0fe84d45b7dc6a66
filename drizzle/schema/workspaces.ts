import { sql } from "drizzle-orm";
import { boolean, pgPolicy, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, inReach, orgId, tenantPolicy, whole } from "./columns";
import { organizations } from "./organizations";

/** Where users live. */
export const workspaces = pgTable(
  "workspaces",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    /** Whom users of the portal ask about their data: an address, a link or a name. */
    contact: text("contact").notNull().default(""),
    /** Made with sample data, to try things in. Nothing of it is told to anyone: no alerts, no webhooks. */
    isSandbox: boolean("is_sandbox").notNull().default(false),
    /** The profile field that says which language a user reads; null for one that is called so. Emptied with the field. */
    languageFieldId: whole("language_field_id"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("workspaces_org_id").on(t.orgId, t.id),
    unique("workspaces_org_slug").on(t.orgId, t.slug),
    uniqueIndex("workspaces_one_sandbox").on(t.orgId).where(sql`is_sandbox`),
    tenantPolicy(),
    pgPolicy("workspace", inReach("id")),
  ],
);
