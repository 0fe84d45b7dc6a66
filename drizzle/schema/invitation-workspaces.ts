import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { invitations } from "./invitations";
import { users } from "./users";
import type { WorkspaceRole } from "./workspace-members";
import { workspaces } from "./workspaces";

/** The workspaces that an invitation opens, beside the organization itself. */
export const invitationWorkspaces = pgTable(
  "invitation_workspaces",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    invitationId: uuid("invitation_id").notNull(),
    role: text("role").$type<WorkspaceRole>().notNull(),
    /** The user of the workspace who is invited because of their role. */
    userId: whole("user_id"),
  },
  (t) => [
    primaryKey({ columns: [t.invitationId, t.workspaceId] }),
    foreignKey({
      name: "invitation_workspaces_invitation",
      columns: [t.orgId, t.invitationId],
      foreignColumns: [invitations.orgId, invitations.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "invitation_workspaces_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "invitation_workspaces_user",
      columns: [t.orgId, t.workspaceId, t.userId],
      foreignColumns: [users.orgId, users.workspaceId, users.id],
    }).onDelete("cascade"),
    index("invitation_workspaces_workspace").on(t.workspaceId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
