import { date, foreignKey, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { syncs } from "./syncs";

/** What stays of a sync's runs once they are purged: a row a month. */
export const runMonths = pgTable(
  "run_months",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    /** Its first day, in UTC. */
    month: date("month", { mode: "string" }).notNull(),
    runs: whole("runs").notNull(),
    failed: whole("failed").notNull(),
    created: whole("created").notNull(),
    updated: whole("updated").notNull(),
    removed: whole("removed").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.syncId, t.month] }),
    foreignKey({
      name: "run_months_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
