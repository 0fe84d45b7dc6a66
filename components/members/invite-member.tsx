"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { WorkspaceChoice } from "@/components/members/access-fields";
import { type Invited, InvitedDialog } from "@/components/members/invited-dialog";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Button } from "@/components/ui/button";

const InviteForm = deferDialog(async () => (await import("@/components/members/invite-form")).InviteForm);
const InviteToWorkspaceForm = deferDialog(
  async () => (await import("@/components/members/invite-to-workspace-form")).InviteToWorkspaceForm,
);

/** The button to invite a member and its dialog: first the form, then the link. `sends`: the invitation is mailed too. */
export function InviteMember({
  sends,
  workspaces,
}: {
  sends: boolean;
  workspaces: readonly WorkspaceChoice[];
}) {
  return (
    <Steps label="Invite a member">
      {(steps) => <InviteForm sends={sends} workspaces={workspaces} {...steps} />}
    </Steps>
  );
}

/** The same for one workspace. */
export function InviteToWorkspace({ sends }: { sends: boolean }) {
  return (
    <Steps label="Invite to workspace">{(steps) => <InviteToWorkspaceForm sends={sends} {...steps} />}</Steps>
  );
}

type StepProps = { onInvited: (invited: Invited | null) => void; onClose: () => void };

function Steps({ label, children }: { label: string; children: (steps: StepProps) => React.ReactNode }) {
  const [open, setOpen] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  function finish(made: Invited | null) {
    setOpen(false);
    setInvited(made);
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        {label}
      </Button>
      {open ? children({ onInvited: finish, onClose: () => setOpen(false) }) : null}
      {invited ? <InvitedDialog invited={invited} onClose={() => setInvited(null)} /> : null}
    </>
  );
}
