"use client";

import { useRouter } from "next/navigation";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { TeamForm } from "@/components/teams/team-form";
import { createTeamAction } from "@/lib/teams/actions";

type Props = { base: string; open: boolean; onClose: () => void };

export function NewTeamDialog({ base, open, onClose }: Props) {
  const router = useRouter();
  return (
    <TitledDialog
      title="Create team"
      description="Add users manually, or automatically from a file with this name in its team column."
      open={open}
      onClose={onClose}
    >
      <TeamForm
        team={null}
        save={(scope, { name, aliases }) => createTeamAction(scope, { name, aliases })}
        onCancel={onClose}
        onDone={({ id }) => {
          onClose();
          toast.success("Team created");
          router.push(`${base}/teams/${id}`);
        }}
      />
    </TitledDialog>
  );
}
