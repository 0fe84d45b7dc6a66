import { sql } from "drizzle-orm";
import { foreignKey, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";
import { remoteSources } from "./remote-sources";

/** A public key that may sign in to a drop. */
export const dropKeys = pgTable(
  "drop_keys",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    sourceId: uuid("source_id").notNull(),
    /** Such as `ssh-ed25519`. */
    type: text("type").notNull(),
    /** The key in the form of the SSH protocol, base64. */
    blob: text("blob").notNull(),
    /** As `ssh-keygen -l` prints it: `SHA256:…`. */
    fingerprint: text("fingerprint").notNull(),
    label: text("label").notNull(),
    addedBy: text("added_by").notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at"),
    lastUsedFrom: text("last_used_from"),
  },
  (t) => [
    foreignKey({
      name: "drop_keys_source",
      columns: [t.orgId, t.sourceId],
      foreignColumns: [remoteSources.orgId, remoteSources.id],
    }).onDelete("cascade"),
    unique("drop_keys_once").on(t.sourceId, t.fingerprint),
    tenantPolicy(),
  ],
);
