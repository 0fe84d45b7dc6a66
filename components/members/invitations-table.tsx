"use client";

import { useState } from "react";
import { type Invited, InvitedDialog } from "@/components/members/invited-dialog";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  resendInvitationAction,
  resendWorkspaceInvitationAction,
  revokeInvitationAction,
  revokeWorkspaceInvitationAction,
} from "@/lib/members/actions";

export type InvitationRow = {
  id: string;
  email: string;
  /** What it is to, in words. */
  role: string;
  invitedBy: string;
  expiresAt: string;
  expired: boolean;
};

const ACTIONS = {
  organization: { resend: resendInvitationAction, revoke: revokeInvitationAction },
  workspace: { resend: resendWorkspaceInvitationAction, revoke: revokeWorkspaceInvitationAction },
};

type Props = { invitations: InvitationRow[]; of: keyof typeof ACTIONS; canEdit?: boolean };

/** Pending invitations, each with buttons to send it again and to revoke it. */
export function InvitationsTable({ invitations, of, canEdit = true }: Props) {
  const scope = useScope();
  const [invited, setInvited] = useState<Invited | null>(null);
  const revoke = useAction(ACTIONS[of].revoke, { success: "Invitation revoked" });
  const resend = useAction(ACTIONS[of].resend, { onDone: setInvited });
  const pending = revoke.pending || resend.pending;
  const columns: DataColumn<InvitationRow>[] = [
    { id: "email", header: "E-mail", cell: ({ email }) => email },
    { id: "role", header: "Role", cell: ({ role }) => role },
    { id: "by", header: "Invited by", cell: ({ invitedBy }) => invitedBy },
    {
      id: "until",
      header: "Expires",
      cell: ({ expired, expiresAt }) =>
        expired ? <Badge variant="outline">Expired</Badge> : <RelativeTime at={expiresAt} never="" />,
    },
    {
      id: "actions",
      header: "Actions",
      hideLabelOnPhone: true,
      align: "right",
      cell: ({ id, email }) =>
        canEdit ? (
          <div className="flex justify-end gap-2 max-md:justify-start">
            <Button
              variant="outline"
              size="sm"
              disabled={pending}
              aria-label={`Resend invitation to ${email}`}
              onClick={() => resend.run(scope, { invitationId: id })}
            >
              Resend
            </Button>
            <Button
              variant="outline"
              size="sm"
              disabled={pending}
              aria-label={`Revoke invitation for ${email}`}
              onClick={() => revoke.run(scope, { invitationId: id })}
            >
              Revoke
            </Button>
          </div>
        ) : null,
    },
  ];
  return (
    <>
      <DataTable
        caption="Pending invitations"
        columns={columns}
        rows={invitations}
        rowId={(row) => row.id}
        empty={null}
      />
      {invited ? <InvitedDialog invited={invited} onClose={() => setInvited(null)} /> : null}
    </>
  );
}
