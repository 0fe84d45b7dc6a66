import { sql } from "drizzle-orm";
import { foreignKey, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { orgId, plannedIdentity, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { profileFields } from "./profile-fields";

/** What a choice field offers. */
export const profileFieldOptions = pgTable(
  "profile_field_options",
  {
    id: plannedIdentity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    fieldId: whole("field_id").notNull(),
    label: text("label").notNull(),
    /** Other texts of files that mean it: "Sales Dept" for "Sales". */
    aliases: text("aliases").array().notNull().default(sql`'{}'::text[]`),
    position: integer("position").notNull(),
  },
  (t) => [
    foreignKey({
      name: "profile_field_options_field",
      columns: [t.orgId, t.workspaceId, t.fieldId],
      foreignColumns: [profileFields.orgId, profileFields.workspaceId, profileFields.id],
    }).onDelete("cascade"),
    unique("profile_field_options_label").on(t.fieldId, t.label),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
