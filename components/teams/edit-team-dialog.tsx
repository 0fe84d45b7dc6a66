"use client";

import { toast } from "sonner";
import { TeamForm } from "@/components/teams/team-form";
import type { UpdateTeam } from "@/components/teams/types";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";

type Props = {
  team: { id: number; name: string; aliases: readonly string[] };
  update: UpdateTeam;
  onClose: () => void;
};

export function EditTeamDialog({ team, update, onClose }: Props) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Edit {team.name}</DialogTitle>
          <DialogDescription>
            Members, managers and the lists that use the team don't change.
          </DialogDescription>
        </DialogHeader>
        <TeamForm
          team={team}
          save={(scope, values) => update(scope, { ...values, id: team.id })}
          onCancel={onClose}
          onDone={({ aliases }) => {
            onClose();
            toast.success("Team saved", {
              description: aliases.length > 0 ? `Other names in files: ${aliases.join(", ")}.` : undefined,
            });
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
