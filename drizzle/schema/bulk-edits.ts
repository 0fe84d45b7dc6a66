import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { BulkQuery, BulkState, BulkTask, SkipCounts } from "@/lib/model/bulk-edit";
import { createdAt, instant, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/** What a member does to many users: in batches, each whole or not at all, from `position` on. */
export const bulkEdits = pgTable(
  "bulk_edits",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    task: jsonb("task").$type<BulkTask>().notNull(),
    /** What the field, list or team was called; null for a removal. */
    label: text("label"),
    /** The bulk edit that it undoes; its users are those of that one. */
    undoes: uuid("undoes"),
    /** Whom it is for, until they are written down. */
    query: jsonb("query").$type<BulkQuery>(),
    state: text("state").$type<BulkState>().notNull(),
    failure: text("failure"),
    requestedBy: uuid("requested_by").notNull(),
    requestedByLabel: text("requested_by_label").notNull(),
    /** The last user who is done; they are taken in the order of their ids. */
    position: whole("position").notNull().default(0),
    total: integer("total").notNull().default(0),
    changed: integer("changed").notNull().default(0),
    same: integer("same").notNull().default(0),
    skipped: jsonb("skipped").$type<SkipCounts>().notNull().default({}),
    createdAt: createdAt(),
    touchedAt: instant("touched_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    foreignKey({
      name: "bulk_edits_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    unique("bulk_edits_tenant").on(t.orgId, t.workspaceId, t.id),
    foreignKey({
      name: "bulk_edits_undoes",
      columns: [t.orgId, t.workspaceId, t.undoes],
      foreignColumns: [t.orgId, t.workspaceId, t.id],
    }).onDelete("cascade"),
    index("bulk_edits_newest").on(t.orgId, t.workspaceId, t.createdAt),
    index("bulk_edits_open").on(t.touchedAt).where(sql`finished_at is null`),
    uniqueIndex("bulk_edits_one_undo").on(t.undoes).where(sql`finished_at is null`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
