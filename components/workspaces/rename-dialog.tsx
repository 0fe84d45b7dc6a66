"use client";

import { toast } from "sonner";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { RenameWorkspace } from "@/components/workspaces/types";
import { WorkspaceForm } from "@/components/workspaces/workspace-form";
import type { WorkspaceItem } from "@/lib/organizations/list-workspaces";

type Props = {
  workspace: WorkspaceItem;
  rename: RenameWorkspace;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function RenameWorkspaceDialog({ workspace, rename, open, onOpenChange }: Props) {
  const { id, name, slug } = workspace;
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Rename “{name}”</DialogTitle>
          <DialogDescription>Users, syncs and results do not change.</DialogDescription>
        </DialogHeader>
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
      </DialogContent>
    </Dialog>
  );
}
