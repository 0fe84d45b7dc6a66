import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";
import { remoteSources } from "./remote-sources";

/** `password`: for SFTP. `token`: for HTTPS. */
export type DropSecretKind = "password" | "token";

/** What was made for a drop and shown once. */
export const dropSecrets = pgTable(
  "drop_secrets",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    sourceId: uuid("source_id").notNull(),
    kind: text("kind").$type<DropSecretKind>().notNull(),
    label: text("label").notNull(),
    /** Of a password argon2id in PHC form, of a token SHA-256 in lower-case hex. */
    hash: text("hash").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    /** Null: it does not expire. */
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
    lastUsedFrom: text("last_used_from"),
  },
  (t) => [
    foreignKey({
      name: "drop_secrets_source",
      columns: [t.orgId, t.sourceId],
      foreignColumns: [remoteSources.orgId, remoteSources.id],
    }).onDelete("cascade"),
    unique("drop_secrets_hash").on(t.hash),
    index("drop_secrets_of_source").on(t.sourceId),
    tenantPolicy(),
  ],
);
