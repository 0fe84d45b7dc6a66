"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Button } from "@/components/ui/button";
import type { CreateWorkspace } from "@/components/workspaces/types";

const NewWorkspaceDialog = deferDialog(
  async () => (await import("@/components/workspaces/new-workspace-dialog")).NewWorkspaceDialog,
);

/** The button that creates a workspace, with its dialog. */
export function NewWorkspace({ create }: { create: CreateWorkspace }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Create a new workspace
      </Button>
      <NewWorkspaceDialog create={create} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
