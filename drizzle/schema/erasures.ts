import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { organizations } from "./organizations";

/**
 * The receipt of a person who was erased: who did it, when, and how much of what. Nothing of the person but a number and a
 * hash. It outlives the workspace.
 */
export const erasures = pgTable(
  "erasures",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    workspaceId: workspaceId(),
    workspaceName: text("workspace_name").notNull(),
    userId: whole("user_id").notNull(),
    /** SHA-256 of `<id>:<address in lower case>`, hex: shows that a receipt is about an address that someone names. */
    addressHash: text("address_hash").notNull(),
    at: instant("at").notNull(),
    erasedBy: text("erased_by"),
    erasedByLabel: text("erased_by_label").notNull(),
    /** Whether the last file of a sync still named the person. */
    wasInFile: boolean("was_in_file").notNull(),
    /** What was removed -> how often. */
    removed: jsonb("removed").$type<Record<string, number>>().notNull(),
    /** What could not be removed, in whole sentences without personal data. */
    remaining: jsonb("remaining").$type<string[]>().notNull().default([]),
  },
  (t) => [index("erasures_org").on(t.orgId, t.at), tenantPolicy(), workspacePolicy()],
);
