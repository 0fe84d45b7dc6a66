import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";
import { remoteSources } from "./remote-sources";

/** A link that opens the instructions for the IT team of one Remote Source to anyone who has it, until it ends. */
export const instructionLinks = pgTable(
  "instruction_links",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    sourceId: uuid("source_id").notNull(),
    /** SHA-256 in lower-case hex: the link itself is shown once. */
    tokenHash: text("token_hash").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    /** By whom is not kept. */
    lastOpenedAt: instant("last_opened_at"),
  },
  (t) => [
    foreignKey({
      name: "instruction_links_source",
      columns: [t.orgId, t.sourceId],
      foreignColumns: [remoteSources.orgId, remoteSources.id],
    }).onDelete("cascade"),
    unique("instruction_links_token").on(t.tokenHash),
    index("instruction_links_of_source").on(t.orgId, t.sourceId),
    tenantPolicy(),
  ],
);
