import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, orgId, tenantPolicy, whole } from "./columns";
import { remoteSources } from "./remote-sources";

/**
 * `receiving`: its bytes are on their way. `partial`: the connection broke, and the client may resume. `present`: whole, and
 * in the folder. `gone`: no longer in the folder.
 */
export type DropFileState = "receiving" | "partial" | "present" | "gone";

/** Why it is no longer in the folder. `interrupted`: it never became whole. `expired`: kept for as long as was set. */
export type DropGoneWhy = "deleted" | "replaced" | "interrupted" | "expired";

export type DropVia = "sftp" | "https";
export type DropCredentialKind = "key" | "password" | "token";

/** What came into a drop, and the folders in it. Its bytes are in the spool, never under a name that a client chose. */
export const dropFiles = pgTable(
  "drop_files",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    sourceId: uuid("source_id").notNull(),
    /** Relative to the drop's root, such as `hr/employees.csv`; null once it was purged. */
    path: text("path"),
    isFolder: boolean("is_folder").notNull().default(false),
    state: text("state").$type<DropFileState>().notNull(),
    goneWhy: text("gone_why").$type<DropGoneWhy>(),
    goneAt: instant("gone_at"),
    sizeBytes: whole("size_bytes").notNull().default(0),
    /** Lower-case hex, once it is whole. */
    sha256: text("sha256"),
    /** When it began to arrive. */
    createdAt: createdAt(),
    /** While it arrives: when its last bytes came. */
    touchedAt: instant("touched_at").notNull().defaultNow(),
    /** When it was whole: what a run takes for the time of its last change. */
    completedAt: instant("completed_at"),
    via: text("via").$type<DropVia>().notNull(),
    fromAddress: text("from_address"),
    credentialKind: text("credential_kind").$type<DropCredentialKind>(),
    /** What the key, password or token was called. */
    credentialLabel: text("credential_label"),
    /** Where its bytes are in the spool; null for folders, before they are there, and once they were purged. */
    spoolKey: text("spool_key"),
    purgedAt: instant("purged_at"),
  },
  (t) => [
    foreignKey({
      name: "drop_files_source",
      columns: [t.orgId, t.sourceId],
      foreignColumns: [remoteSources.orgId, remoteSources.id],
    }).onDelete("cascade"),
    uniqueIndex("drop_files_present").on(t.sourceId, t.path).where(sql`${t.state} = 'present'`),
    index("drop_files_of_source").on(t.sourceId, t.createdAt),
    index("drop_files_kept").on(t.orgId).where(sql`${t.spoolKey} is not null`),
    index("drop_files_blob").on(t.spoolKey).where(sql`${t.spoolKey} is not null`),
    index("drop_files_unfinished").on(t.touchedAt).where(sql`${t.state} in ('receiving', 'partial')`),
    check(
      "drop_files_named",
      sql`${t.path} is not null or (${t.state} = 'gone' and ${t.purgedAt} is not null)`,
    ),
    check(
      "drop_files_whole",
      sql`${t.state} <> 'present' or ${t.isFolder} or (${t.sha256} is not null and ${t.spoolKey} is not null and ${t.completedAt} is not null)`,
    ),
    tenantPolicy(),
  ],
);
