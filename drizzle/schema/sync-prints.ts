import { sql } from "drizzle-orm";
import { boolean, foreignKey, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  bytes,
  createdAt,
  identity,
  orgId,
  tenantPolicy,
  whole,
  workspaceId,
  workspacePolicy,
} from "./columns";
import type { RunColumns } from "./runs";
import { syncs } from "./syncs";

/**
 * What the rows of a sync's last applied file look like, as keyed prints, in parts of some ten thousand rows: the next run reads
 * only the rows that have none. Part -1 comes first and says what goes for all of them; the packed columns are those of `pack.ts`.
 */
export const syncPrints = pgTable(
  "sync_prints",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    /** The run that read the file. */
    runId: uuid("run_id").notNull(),
    part: integer("part").notNull(),
    /** Whether its plan was applied, so that users are as its rows say. */
    isCurrent: boolean("is_current").notNull().default(false),
    /** How the file was read, see `readingKeyOf`; null as long as its run has not written the other parts. */
    readingKey: text("reading_key"),
    secret: bytes("secret"),
    header: bytes("header"),
    headerRow: integer("header_row"),
    rows: integer("rows").notNull().default(0),
    chunks: bytes("chunks"),
    marks: bytes("marks"),
    prints: bytes("prints"),
    lookups: bytes("lookups"),
    /** A line for each row: its ID where it has a print, else nothing. */
    ids: text("ids"),
    /** IDs of the sync's other users, a line each. */
    others: text("others"),
    /** What the run had seen of `sync_prints_stale`. */
    seen: whole("seen").array(),
    /** What all rows have in each column, as far as a suggestion needs it. */
    columns: jsonb("columns").$type<RunColumns>(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "sync_prints_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    uniqueIndex("sync_prints_of_run").on(t.syncId, t.runId, t.part),
    uniqueIndex("sync_prints_current").on(t.syncId, t.part).where(sql`is_current`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
