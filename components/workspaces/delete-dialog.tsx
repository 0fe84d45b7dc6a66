"use client";

import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { plural } from "@/lib/format/plural";
import type { WorkspaceItem } from "@/lib/organizations/overview";
import { deleteWorkspaceAction } from "@/lib/workspaces/actions";

type Props = {
  workspace: WorkspaceItem;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function DeleteWorkspaceDialog({ workspace, open, onOpenChange }: Props) {
  const { org } = useScope();
  const { run } = useAction(deleteWorkspaceAction, {
    success: `Workspace “${workspace.name}” deleted`,
    quiet: true,
  });
  const { id, name, usersCount, syncs } = workspace;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete workspace “${name}”?`}
      description="You can't undo this."
      lost={[
        `${plural(usersCount ?? 0, "user")}, and everyone removed in the last 30 days`,
        "All profile fields and their options",
        `${plural(syncs.length, "sync")} with every run and its results`,
      ]}
      kept={["The Remote Sources and the files on their servers stay as they are"]}
      confirmLabel="Delete workspace"
      typed={name}
      onConfirm={() => run({ org }, { id, typedName: name })}
    />
  );
}
