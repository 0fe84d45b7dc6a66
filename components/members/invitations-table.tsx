"use client";

import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { MemberRole } from "@/drizzle/schema/members";
import { revokeInvitationAction } from "@/lib/members/actions";
import { ROLE_LABELS } from "@/lib/members/roles";

type InvitationRow = {
  id: string;
  email: string;
  role: MemberRole;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
};

/** Pending invitations, each with a button to revoke it. */
export function InvitationsTable({ invitations }: { invitations: InvitationRow[] }) {
  const scope = useScope();
  const { run, pending } = useAction(revokeInvitationAction, { success: "Invitation revoked" });
  const columns: DataColumn<InvitationRow>[] = [
    { id: "email", header: "E-mail", cell: ({ email }) => email },
    {
      id: "role",
      header: "Role",
      cell: ({ role }) => <Badge variant="outline">{ROLE_LABELS[role].label}</Badge>,
    },
    { id: "by", header: "Invited by", cell: ({ invitedBy }) => invitedBy },
    { id: "until", header: "Expires", cell: ({ expiresAt }) => <RelativeTime at={expiresAt} never="" /> },
    {
      id: "revoke",
      header: "Revoke",
      hideLabelOnPhone: true,
      align: "right",
      cell: ({ id, email }) => (
        <Button
          variant="outline"
          size="sm"
          disabled={pending}
          aria-label={`Revoke invitation for ${email}`}
          onClick={() => run(scope, { invitationId: id })}
        >
          Revoke
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      caption="Pending invitations"
      columns={columns}
      rows={invitations}
      rowId={(row) => row.id}
      empty={null}
    />
  );
}
