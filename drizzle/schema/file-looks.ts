import { sql } from "drizzle-orm";
import { foreignKey, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { ReadSettings, SourceIdentity } from "@/lib/model/file";
import { createdAt, instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { syncs } from "./syncs";

export type FileLookState = "queued" | "running" | "done" | "failed" | "cancelled";

export type FileLookProgress = {
  phase: "connecting" | "downloading" | "reading";
  bytesDone: number;
  bytesTotal: number | null;
  /** Whether parts of the file are read in its place. */
  isSampled?: boolean;
};

/** What a file has in all its rows, or in parts of it from its beginning to its end. */
export type FileLookFound = {
  source: Pick<SourceIdentity, "path" | "sizeBytes" | "modifiedAt" | "sheet" | "layers">;
  read: Pick<ReadSettings, "encoding" | "delimiter" | "headerRow" | "footerRows">;
  header: string[];
  sample: string[][];
  columns: ColumnStats[];
  rows: number;
  isSampled: boolean;
  /** How many parts of it had rows; absent for a whole file. */
  samples?: number;
  /** What makes the file unusable further down; the rows before that were looked at. */
  problem: { message: string; remedy: string } | null;
};

export type FileLookFailure = { code: string; message: string; remedy: string | null };

/** The file of a sync, or samples of a very large one, read to propose what its columns fill. Nothing is synced by it. One for each sync. */
export const fileLooks = pgTable(
  "file_looks",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    state: text("state").$type<FileLookState>().notNull().default("queued"),
    /** Raised by each process that takes it; one that was overtaken writes nothing more. */
    fence: integer("fence").notNull().default(0),
    /** What was read, and how: the path of the sync and its settings. A look of another one says nothing of the sync. */
    lookedFor: text("looked_for").notNull(),
    progress: jsonb("progress").$type<FileLookProgress>().notNull(),
    found: jsonb("found").$type<FileLookFound>(),
    failure: jsonb("failure").$type<FileLookFailure>(),
    requestedBy: text("requested_by").notNull(),
    createdAt: createdAt(),
    /** When the process that works on it last said so. */
    beatAt: instant("beat_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    foreignKey({
      name: "file_looks_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    unique("file_looks_one").on(t.orgId, t.workspaceId, t.syncId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
