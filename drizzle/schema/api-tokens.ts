import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";
import { organizations } from "./organizations";

/** What programs sign in to the API with. It belongs to the organization, not to whoever made it. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    label: text("label").notNull(),
    /** SHA-256 in lower-case hex. */
    hash: text("hash").notNull(),
    /** How it begins, to tell tokens apart. */
    prefix: text("prefix").notNull(),
    permissions: text("permissions").array().notNull(),
    /** Otherwise those in `api_token_workspaces`, of which none may be left. */
    allWorkspaces: boolean("all_workspaces").notNull(),
    createdBy: text("created_by").notNull(),
    createdByAccount: uuid("created_by_account"),
    createdAt: createdAt(),
    /** Null: it does not expire. */
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    revokedBy: text("revoked_by"),
    lastUsedAt: instant("last_used_at"),
    lastUsedFrom: text("last_used_from"),
  },
  (t) => [
    unique("api_tokens_tenant").on(t.orgId, t.id),
    unique("api_tokens_hash").on(t.hash),
    index("api_tokens_of_org").on(t.orgId, t.createdAt),
    tenantPolicy(),
  ],
);
