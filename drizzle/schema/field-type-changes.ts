import { foreignKey, index, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { FieldBefore, FieldFollowers } from "@/lib/model/field-type-change";
import { identity, instant, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/**
 * A profile field that got another type: a new field took its place, label and position. What it was is kept, so that
 * histories can say what its values meant, and the change can be undone while its values are kept.
 */
export const fieldTypeChanges = pgTable(
  "field_type_changes",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    /** The field that took its place. */
    fieldId: whole("field_id").notNull(),
    before: jsonb("before").$type<FieldBefore>().notNull(),
    followers: jsonb("followers").$type<FieldFollowers>().notNull(),
    changedBy: text("changed_by").notNull(),
    changedAt: instant("changed_at").notNull().defaultNow(),
    undoneAt: instant("undone_at"),
    /** Once it is undone: the field that had taken its place. */
    after: jsonb("after").$type<FieldBefore>(),
  },
  (t) => [
    foreignKey({
      name: "field_type_changes_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    unique("field_type_changes_tenant").on(t.orgId, t.workspaceId, t.id),
    index("field_type_changes_workspace_field").on(t.workspaceId, t.fieldId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
