import { foreignKey, index, jsonb, pgTable, primaryKey } from "drizzle-orm/pg-core";
import type { FieldValue } from "@/lib/model/field";
import { orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { fieldTypeChanges } from "./field-type-changes";
import { users } from "./users";

/** What a user had in a field before its type was changed, for as long as that can be undone. */
export const keptFieldValues = pgTable(
  "kept_field_values",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    changeId: whole("change_id").notNull(),
    userId: whole("user_id").notNull(),
    value: jsonb("value").$type<FieldValue>().notNull(),
    /** What it became; null for no value. A user who has something else by now was changed since. */
    became: jsonb("became").$type<FieldValue>(),
  },
  (t) => [
    primaryKey({ columns: [t.changeId, t.userId] }),
    foreignKey({
      name: "kept_field_values_change",
      columns: [t.orgId, t.workspaceId, t.changeId],
      foreignColumns: [fieldTypeChanges.orgId, fieldTypeChanges.workspaceId, fieldTypeChanges.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "kept_field_values_user",
      columns: [t.orgId, t.workspaceId, t.userId],
      foreignColumns: [users.orgId, users.workspaceId, users.id],
    }).onDelete("cascade"),
    index("kept_field_values_of_user").on(t.orgId, t.workspaceId, t.userId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
