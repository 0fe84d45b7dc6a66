import { foreignKey, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { ViewPlace } from "@/lib/model/saved-view";
import { createdAt, identity, instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { members } from "./members";
import { workspaces } from "./workspaces";

/** A table of users as someone wants to see it again: search, filters, order and columns. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    /** Whose it is: it goes with the member. Null for a shared one, which everyone who may see the users has. */
    accountId: uuid("account_id"),
    name: text("name").notNull(),
    createdBy: text("created_by").notNull(),
    place: jsonb("place").$type<ViewPlace>().notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "saved_views_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "saved_views_member",
      columns: [t.orgId, t.accountId],
      foreignColumns: [members.orgId, members.accountId],
    }).onDelete("cascade"),
    index("saved_views_of_workspace").on(t.orgId, t.workspaceId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
