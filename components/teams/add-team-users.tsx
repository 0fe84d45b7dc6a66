"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { PickUsers } from "@/components/teams/pick-users";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import { addUsersToTeamAction } from "@/lib/users/actions";

type Props = {
  team: { id: number; name: string };
  role: "member" | "manager";
};

/** Adds users to a team manually, as members or as managers. */
export function AddTeamUsers({ team, role }: Props) {
  const [open, setOpen] = useState(false);
  const label = role === "member" ? "Add members" : "Add managers";
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        {label}
      </Button>
      <TitledDialog
        title={role === "member" ? `Add members to ${team.name}` : `Add managers to ${team.name}`}
        description={
          role === "member"
            ? "Users you add here stay in the team even if a file doesn't list them."
            : "Managers see the members of their teams in the portal. Syncs never remove managers you add here."
        }
        open={open}
        onClose={() => setOpen(false)}
      >
        <Choice team={team} role={role} label={label} close={() => setOpen(false)} />
      </TitledDialog>
    </>
  );
}

function Choice({ team, role, label, close }: Props & { label: string; close: () => void }) {
  const scope = useScope();
  const { run, pending } = useAction(addUsersToTeamAction, {
    success: ({ added }) => `${plural(added, role)} added`,
    onDone: close,
  });
  return (
    <PickUsers
      label={label}
      pending={pending}
      close={close}
      onPick={(userIds) => void run(scope, { teamId: team.id, role, userIds })}
    />
  );
}
