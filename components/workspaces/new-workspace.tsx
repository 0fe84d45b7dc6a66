"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import type { CreateWorkspace } from "@/components/workspaces/types";
import { WorkspaceForm } from "@/components/workspaces/workspace-form";

/** The button that creates a workspace, with its dialog. */
export function NewWorkspace({ create }: { create: CreateWorkspace }) {
  const { org } = useScope();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Create a new workspace
      </Button>
      <TitledDialog
        title="Create a new workspace"
        description="A workspace has its own users, profile fields and syncs."
        open={open}
        onClose={() => setOpen(false)}
      >
        <WorkspaceForm
          initial={null}
          save={create}
          submit="Create workspace"
          onCancel={() => setOpen(false)}
          onDone={({ slug }, { name }) => {
            setOpen(false);
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
    </>
  );
}
