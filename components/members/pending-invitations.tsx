import { type InvitationRow, InvitationsTable } from "@/components/members/invitations-table";

type Props = { invitations: InvitationRow[]; of: "organization" | "workspace"; canEdit?: boolean };

/** The section of invitations that nobody has accepted; nothing when there are none. */
export function PendingInvitations(props: Props) {
  if (props.invitations.length === 0) return null;
  return (
    <section aria-labelledby="pending-invitations" className="grid gap-3">
      <div>
        <h2 id="pending-invitations" className="font-semibold">
          Pending invitations
        </h2>
        <p className="text-muted-foreground text-sm">Invitations that nobody has accepted yet.</p>
      </div>
      <InvitationsTable {...props} />
    </section>
  );
}
