import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import type { WorkspaceCtx } from "@/lib/context";
import { selectOpenOfWorkspace, selectWorkspaceMembers } from "@/lib/members/access.store";

type WorkspaceMember = {
  accountId: string;
  name: string;
  email: string;
  role: WorkspaceRole;
  /** The user of the workspace whose role it follows. */
  userId: number | null;
  createdAt: Date;
};

/** Who has a role in this workspace, by name. Those with a role in the whole organization have access beside them. */
export async function listWorkspaceMembers(ctx: WorkspaceCtx): Promise<WorkspaceMember[]> {
  return ctx.db.run((tx) => selectWorkspaceMembers(tx, ctx));
}

type WorkspaceInvitation = {
  id: string;
  email: string;
  role: WorkspaceRole;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Invitations to this workspace alone that nobody has used or revoked, expired ones among them. */
export async function listWorkspaceInvitations(ctx: WorkspaceCtx): Promise<WorkspaceInvitation[]> {
  return ctx.db.run((tx) => selectOpenOfWorkspace(tx, ctx));
}
