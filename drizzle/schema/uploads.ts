import { sql } from "drizzle-orm";
import { foreignKey, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { SourceIdentity } from "@/lib/model/file";
import type { UploadReadSettings } from "@/lib/model/read-settings";
import { createdAt, instant, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/** `problem` makes the file unusable further down; `last`: its last rows, without which older looks were kept. */
export type UploadColumns = {
  readAs: string;
  columns: ColumnStats[];
  /** Rows at the end that were left out of it. */
  footerRows?: number;
  last?: string[][];
  problem: { message: string; remedy: string } | null;
};

/** What a file was packed in that came in; what is spooled is the CSV that was in it. */
export type UploadPacked = Pick<SourceIdentity, "layers" | "sheet"> & {
  contentSha256: string;
  contentSizeBytes: number;
  /** What else could have been read: entries of a zip file, or sheets of a workbook. */
  others: string[];
};

/** A file someone dropped in the browser, spooled in the data folder under its id until a run has used it. */
export const uploads = pgTable(
  "uploads",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    workspaceId: workspaceId(),
    /** The name it had on the person's computer: shown, never used as a path. */
    fileName: text("file_name").notNull(),
    /** Of what the person sent, as its SHA-256. */
    sizeBytes: whole("size_bytes").notNull(),
    sha256: text("sha256").notNull(),
    /** Null for a plain CSV file. */
    packed: jsonb("packed").$type<UploadPacked>(),
    uploadedBy: text("uploaded_by").notNull(),
    createdAt: createdAt(),
    usedAt: instant("used_at"),
    /** How its run reads it, as the person was shown. Null before a run was asked for. */
    readSettings: jsonb("read_settings").$type<UploadReadSettings>(),
    /** What all its rows have in each column, and how they were read for that. Null until someone looked at it. */
    columns: jsonb("columns").$type<UploadColumns>(),
  },
  (t) => [
    foreignKey({
      name: "uploads_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    unique("uploads_tenant").on(t.orgId, t.workspaceId, t.id),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
