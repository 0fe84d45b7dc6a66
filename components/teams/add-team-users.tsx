"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { PickUsers } from "@/components/teams/pick-users";
import type { AddUsersToTeam } from "@/components/teams/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { plural } from "@/lib/format/plural";

type Props = {
  team: { id: number; name: string };
  role: "member" | "manager";
  add: AddUsersToTeam;
};

/** Puts people in a team, or has them lead it, by hand. */
export function AddTeamUsers({ team, role, add }: Props) {
  const [open, setOpen] = useState(false);
  const label = role === "member" ? "Add members" : "Appoint managers";
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        {label}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>
              {role === "member" ? `Add members to ${team.name}` : `Appoint managers of ${team.name}`}
            </DialogTitle>
            <DialogDescription>
              {role === "member"
                ? "By hand: whoever is added here stays, whatever a file says."
                : "Managers see the members of their teams in the portal. By hand: no file withdraws them."}
            </DialogDescription>
          </DialogHeader>
          <Choice team={team} role={role} add={add} label={label} close={() => setOpen(false)} />
        </DialogContent>
      </Dialog>
    </>
  );
}

function Choice({ team, role, add, label, close }: Props & { label: string; close: () => void }) {
  const scope = useScope();
  const { run, pending } = useAction(add, {
    success: ({ added }) =>
      role === "member" ? `${plural(added, "member")} added` : `${plural(added, "manager")} appointed`,
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
