"use client";

import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { TeamForm } from "@/components/teams/team-form";
import { updateTeamAction } from "@/lib/teams/actions";

type Props = {
  team: { id: number; name: string; aliases: readonly string[] };
  onClose: () => void;
};

export function EditTeamDialog({ team, onClose }: Props) {
  return (
    <TitledDialog
      title={`Edit ${team.name}`}
      description="Members, managers and the lists that use the team don't change."
      onClose={onClose}
    >
      <TeamForm
        team={team}
        save={(scope, values) => updateTeamAction(scope, { ...values, id: team.id })}
        onCancel={onClose}
        onDone={({ aliases }) => {
          onClose();
          toast.success("Team saved", {
            description: aliases.length > 0 ? `Other names in files: ${aliases.join(", ")}.` : undefined,
          });
        }}
      />
    </TitledDialog>
  );
}
