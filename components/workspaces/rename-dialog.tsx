"use client";

import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import type { RenameWorkspace } from "@/components/workspaces/types";
import { WorkspaceForm } from "@/components/workspaces/workspace-form";
import type { WorkspaceItem } from "@/lib/organizations/overview";

type Props = {
  workspace: WorkspaceItem;
  rename: RenameWorkspace;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function RenameWorkspaceDialog({ workspace, rename, open, onOpenChange }: Props) {
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
        save={(scope, input) => rename(scope, { ...input, id })}
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
