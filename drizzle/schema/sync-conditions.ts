import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ConditionKind } from "@/lib/model/schedule";
import { instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { syncs } from "./syncs";

/** A time during which a sync was late, or its server could not be looked at: two transitions, raised and cleared. */
export const syncConditions = pgTable(
  "sync_conditions",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    kind: text("kind").$type<ConditionKind>().notNull(),
    /** Since when it was so; `raisedAt` is when that was found. */
    since: instant("since").notNull(),
    raisedAt: instant("raised_at").notNull(),
    /** Null while it is so. */
    clearedAt: instant("cleared_at"),
  },
  (t) => [
    foreignKey({
      name: "sync_conditions_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    uniqueIndex("sync_conditions_one_open").on(t.syncId, t.kind).where(sql`cleared_at is null`),
    index("sync_conditions_of_sync").on(t.syncId, t.raisedAt),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
