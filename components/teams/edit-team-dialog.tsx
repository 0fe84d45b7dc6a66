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
            Its members, its managers and the lists that use it stay as they are.
          </DialogDescription>
        </DialogHeader>
        <TeamForm
          team={team}
          save={(scope, values) => update(scope, { ...values, id: team.id })}
          onCancel={onClose}
          onDone={({ aliases }) => {
            onClose();
            toast.success("Team saved", {
              description: aliases.length > 0 ? `Files may also call it ${aliases.join(", ")}.` : undefined,
            });
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
