import { foreignKey, index, pgTable, text } from "drizzle-orm/pg-core";
import { identity, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { syncs } from "./syncs";

/**
 * IDs in the file whose users were changed by anything but the run that left the sync's prints: their rows are read again. Written
 * by triggers of `users`; a run removes those that it had seen before it read the users.
 */
export const syncPrintsStale = pgTable(
  "sync_prints_stale",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    csvId: text("csv_id").notNull(),
  },
  (t) => [
    foreignKey({
      name: "sync_prints_stale_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    index("sync_prints_stale_of_sync").on(t.syncId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
