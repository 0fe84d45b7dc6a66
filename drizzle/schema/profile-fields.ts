import { sql } from "drizzle-orm";
import { foreignKey, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { FieldType } from "@/lib/model/field";
import { createdAt, identity, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/** What a workspace knows of its users beyond name, e-mail and mobile. The label is what a header is matched against. */
export const profileFields = pgTable(
  "profile_fields",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    label: text("label").notNull(),
    type: text("type").$type<FieldType>().notNull(),
    position: integer("position").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "profile_fields_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    unique("profile_fields_tenant").on(t.orgId, t.workspaceId, t.id),
    uniqueIndex("profile_fields_label").on(t.workspaceId, sql`lower(${t.label})`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
