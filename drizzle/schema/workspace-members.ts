import { sql } from "drizzle-orm";
import { foreignKey, index, pgPolicy, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, orgId, whole, workspaceId, workspacePolicy } from "./columns";
import { members } from "./members";
import { users } from "./users";
import { workspaces } from "./workspaces";

/** `admin`: everything of that workspace; `author`: its pages; `viewer`: may look at it. */
export type WorkspaceRole = "admin" | "author" | "viewer";

/** What a member of the organization may do in one workspace, beyond their role in the organization. */
export const workspaceMembers = pgTable(
  "workspace_members",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    accountId: uuid("account_id").notNull(),
    role: text("role").$type<WorkspaceRole>().notNull(),
    /** The user of the workspace whose role this follows; null for someone who was invited. */
    userId: whole("user_id"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.accountId] }),
    foreignKey({
      name: "workspace_members_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "workspace_members_member",
      columns: [t.orgId, t.accountId],
      foreignColumns: [members.orgId, members.accountId],
    }).onDelete("cascade"),
    foreignKey({
      name: "workspace_members_user",
      columns: [t.orgId, t.workspaceId, t.userId],
      foreignColumns: [users.orgId, users.workspaceId, users.id],
    }).onDelete("cascade"),
    index("workspace_members_account").on(t.accountId),
    index("workspace_members_of_user").on(t.userId),
    // As with `members`: a signed-in person may see where they belong before an organization is chosen.
    pgPolicy("tenant", {
      using: sql`org_id = (select app_org_id()) or account_id = (select app_account_id())`,
      withCheck: sql`org_id = (select app_org_id())`,
    }),
    workspacePolicy(),
  ],
);
