import type { Metadata } from "next";
import { InvitationsTable } from "@/components/members/invitations-table";
import { InviteMember } from "@/components/members/invite-member";
import { MembersTable } from "@/components/members/members-table";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageOrg } from "@/lib/auth/page";
import { smtpSettings } from "@/lib/mail/smtp";
import { listInvitations, listMembers } from "@/lib/members/read";
import { accountOf } from "@/lib/model/actor";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageOrg((await params).org, "member:view");
  const invites = may(ctx, "member:invite");
  const members = await listMembers(ctx);
  const invitations = invites ? await listInvitations(ctx) : [];
  const self = accountOf(ctx.actor);
  return (
    <Page>
      <PageHeader
        title="Members"
        description="People who can sign in and manage this organization. The users of your workspaces are not members."
        actions={invites && <InviteMember sends={smtpSettings() !== null} />}
      />
      <MembersTable
        members={members.map(({ accountId, createdAt, ...member }) => ({
          ...member,
          joinedAt: createdAt.toISOString(),
          self: accountId === self,
        }))}
        canEdit={may(ctx, "member:update")}
      />
      {invitations.length > 0 && (
        <section aria-labelledby="pending-invitations" className="grid gap-3">
          <div>
            <h2 id="pending-invitations" className="font-semibold">
              Pending invitations
            </h2>
            <p className="text-muted-foreground text-sm">Invitations that nobody has accepted yet.</p>
          </div>
          <InvitationsTable
            invitations={invitations.map((invitation) => ({
              ...invitation,
              createdAt: invitation.createdAt.toISOString(),
              expiresAt: invitation.expiresAt.toISOString(),
            }))}
          />
        </section>
      )}
    </Page>
  );
}
