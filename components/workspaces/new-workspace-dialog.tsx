"use client";

import { useRouter } from "next/navigation";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { WorkspaceForm } from "@/components/workspaces/workspace-form";
import { createWorkspaceAction } from "@/lib/workspaces/actions";

type Props = { open: boolean; onClose: () => void };

export function NewWorkspaceDialog({ open, onClose }: Props) {
  const { org } = useScope();
  const router = useRouter();
  return (
    <TitledDialog
      title="Create a new workspace"
      description="A workspace has its own users, profile fields and syncs."
      open={open}
      onClose={onClose}
    >
      <WorkspaceForm
        initial={null}
        save={createWorkspaceAction}
        submit="Create workspace"
        onCancel={onClose}
        onDone={({ slug }, { name }) => {
          onClose();
          toast.success(`Workspace “${name}” created`, {
            description: "Next, add profile fields and attach a Remote Source.",
            action: {
              label: "Profile fields",
              onClick: () => router.push(`/${org}/${slug}/settings/fields`),
            },
            duration: 10_000,
          });
        }}
      />
    </TitledDialog>
  );
}
