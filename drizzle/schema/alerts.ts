import { sql } from "drizzle-orm";
import { foreignKey, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AlertDetail, AlertKind } from "@/lib/model/alert";
import { instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { syncs } from "./syncs";

/** A state of a sync that members are to know of, from when it was found until it is over. */
export const alerts = pgTable(
  "alerts",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    kind: text("kind").$type<AlertKind>().notNull(),
    /** The run that it is about, the latest one; null for a state that no run has found. */
    runId: uuid("run_id"),
    raisedAt: instant("raised_at").notNull(),
    /** Null while it is so. */
    clearedAt: instant("cleared_at"),
    /** When a reminder was told; there is one. */
    remindedAt: instant("reminded_at"),
    detail: jsonb("detail").$type<AlertDetail>().notNull().default({}),
  },
  (t) => [
    foreignKey({
      name: "alerts_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    unique("alerts_tenant").on(t.orgId, t.workspaceId, t.id),
    uniqueIndex("alerts_one_open").on(t.syncId, t.kind).where(sql`cleared_at is null`),
    index("alerts_open").on(t.orgId, t.workspaceId).where(sql`cleared_at is null`),
    index("alerts_of_run").on(t.runId).where(sql`run_id is not null`),
    index("alerts_to_remind")
      .on(t.raisedAt)
      .where(sql`kind = 'pending' and cleared_at is null and reminded_at is null`),
    index("alerts_cleared").on(t.clearedAt).where(sql`cleared_at is not null`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
