import { foreignKey, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { identity, orgId, tenantPolicy, whole, workspaceId } from "./columns";
import { profileFields } from "./profile-fields";

/** What a choice field offers. */
export const profileFieldOptions = pgTable(
  "profile_field_options",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    fieldId: whole("field_id").notNull(),
    label: text("label").notNull(),
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
  ],
);
