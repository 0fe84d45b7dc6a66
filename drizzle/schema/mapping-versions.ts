import { foreignKey, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Mapping } from "@/lib/model/mapping";
import { createdAt, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { syncs } from "./syncs";

/** Every mapping that a sync has had, so that a run can say how it read its file. Never written to again. */
export const mappingVersions = pgTable(
  "mapping_versions",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    version: integer("version").notNull(),
    mapping: jsonb("mapping").$type<Mapping>().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.syncId, t.version] }),
    foreignKey({
      name: "mapping_versions_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
