import type { Metadata } from "next";
import { InviteToWorkspace } from "@/components/members/invite-member";
import { PendingInvitations } from "@/components/members/pending-invitations";
import { WorkspaceMembersTable } from "@/components/members/workspace-members-table";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageWorkspace } from "@/lib/auth/page";
import { smtpSettings } from "@/lib/mail/smtp";
import { listWorkspaceInvitations, listWorkspaceMembers } from "@/lib/members/access/read";
import { WORKSPACE_ROLE_LABELS } from "@/lib/members/roles";
import { accountOf } from "@/lib/model/actor";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Workspace members" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function WorkspaceMembersPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "workspace_member:view");
  const canEdit = may(ctx, "workspace_member:update");
  const members = await listWorkspaceMembers(ctx);
  const invitations = canEdit ? await listWorkspaceInvitations(ctx) : [];
  const [self, now] = [accountOf(ctx.actor), ctx.clock()];
  return (
    <Page>
      <PageHeader
        title="Workspace members"
        description="People who can sign in to this workspace. Owners, admins and viewers of the organization can open it as well."
        actions={canEdit && <InviteToWorkspace sends={smtpSettings() !== null} />}
      />
      <WorkspaceMembersTable
        members={members.map(({ accountId, name, email, role, createdAt }) => ({
          ...{ accountId, name, email, role },
          joinedAt: createdAt.toISOString(),
          self: accountId === self,
        }))}
        canEdit={canEdit}
      />
      <PendingInvitations
        of="workspace"
        invitations={invitations.map(({ id, email, role, invitedBy, expiresAt }) => ({
          ...{ id, email, invitedBy },
          role: WORKSPACE_ROLE_LABELS[role].label,
          expiresAt: expiresAt.toISOString(),
          expired: expiresAt <= now,
        }))}
      />
    </Page>
  );
}
