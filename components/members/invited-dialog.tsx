"use client";

import { Copyable } from "@/components/patterns/copyable";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { TitledDialog } from "@/components/patterns/titled-dialog";

export type Invited = { link: string; email: string; mailed: boolean };

/** The link of an invitation, shown once. */
export function InvitedDialog({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const { link, email, mailed } = invited;
  return (
    <TitledDialog
      title={mailed ? `Invitation sent to ${email}` : `Send this link to ${email}`}
      description={
        mailed
          ? "If the e-mail doesn't arrive, send them this link. It is shown only once and asks them to verify their address. The invitation can be accepted once and expires in 3 days."
          : `It is shown only once. Anyone who signs in as ${email} can use it once. It expires in 3 days.`
      }
      onClose={onClose}
    >
      <Copyable value={link} label="Copy link" mono />
      <DialogFoot verb="Done" onVerb={onClose} />
    </TitledDialog>
  );
}
