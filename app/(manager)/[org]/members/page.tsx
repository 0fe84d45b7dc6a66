import type { Metadata } from "next";
import { InviteMember } from "@/components/members/invite-member";
import { LeaveOrganization } from "@/components/members/leave-organization";
import { MembersTable } from "@/components/members/members-table";
import { PendingInvitations } from "@/components/members/pending-invitations";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageOrg } from "@/lib/auth/page";
import { smtpSettings } from "@/lib/mail/smtp";
import { listInvitations, listMembers } from "@/lib/members/read";
import { describeInvited } from "@/lib/members/roles";
import { accountOf } from "@/lib/model/actor";
import { may } from "@/lib/permissions";
import { listWorkspaceNames } from "@/lib/workspaces/read";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const ctx = await pageOrg(org, "member:view");
  const [invites, canEdit] = [may(ctx, "member:invite"), may(ctx, "member:update")];
  const members = await listMembers(ctx);
  const invitations = invites ? await listInvitations(ctx) : [];
  const workspaces = canEdit ? (await listWorkspaceNames(ctx)).map(({ id, name }) => ({ id, name })) : [];
  const [self, now] = [accountOf(ctx.actor), ctx.clock()];
  return (
    <Page>
      <PageHeader
        title="Members"
        description="People who can sign in and manage this organization or some of its workspaces. The users of your workspaces are not members."
        actions={
          invites ? (
            <InviteMember sends={smtpSettings() !== null} workspaces={workspaces} />
          ) : (
            <LeaveOrganization org={org} />
          )
        }
      />
      <MembersTable
        members={members.map(({ accountId, createdAt, ...member }) => ({
          ...member,
          joinedAt: createdAt.toISOString(),
          self: accountId === self,
        }))}
        workspaces={workspaces}
        canEdit={canEdit}
      />
      <PendingInvitations
        of="organization"
        invitations={invitations.map(({ id, email, invitedBy, expiresAt, ...invitation }) => ({
          ...{ id, email, invitedBy },
          role: describeInvited(invitation),
          expiresAt: expiresAt.toISOString(),
          expired: expiresAt <= now,
        }))}
      />
    </Page>
  );
}
