import { sql } from "drizzle-orm";
import { foreignKey, jsonb, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { Rule } from "@/lib/model/rule";
import { createdAt, identity, instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

export type UserListKind = "static" | "dynamic";

/** Users added manually, or everyone who matches a rule: evaluated when needed, so that it is never out of date. */
export const userLists = pgTable(
  "user_lists",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    kind: text("kind").$type<UserListKind>().notNull(),
    /** Of a dynamic list. */
    rule: jsonb("rule").$type<Rule>(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "user_lists_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    unique("user_lists_tenant").on(t.orgId, t.workspaceId, t.id),
    uniqueIndex("user_lists_name").on(t.workspaceId, sql`lower(${t.name})`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
