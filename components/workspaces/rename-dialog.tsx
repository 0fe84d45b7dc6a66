"use client";

import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { WorkspaceForm } from "@/components/workspaces/workspace-form";
import type { WorkspaceItem } from "@/lib/organizations/overview";
import { renameWorkspaceAction } from "@/lib/workspaces/actions";

type Props = {
  workspace: WorkspaceItem;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function RenameWorkspaceDialog({ workspace, open, onOpenChange }: Props) {
  const { id, name, slug } = workspace;
  return (
    <TitledDialog
      title={`Rename “${name}”`}
      description="Users, syncs and results do not change."
      open={open}
      onClose={() => onOpenChange(false)}
    >
      <WorkspaceForm
        initial={{ name, slug }}
        save={(scope, input) => renameWorkspaceAction(scope, { ...input, id })}
        submit="Rename workspace"
        onCancel={() => onOpenChange(false)}
        onDone={() => {
          onOpenChange(false);
          toast.success("Workspace renamed");
        }}
      />
    </TitledDialog>
  );
}
