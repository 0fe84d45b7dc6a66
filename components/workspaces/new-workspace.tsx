"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Button } from "@/components/ui/button";

const NewWorkspaceDialog = deferDialog(
  async () => (await import("@/components/workspaces/new-workspace-dialog")).NewWorkspaceDialog,
);

/** The button that creates a workspace, with its dialog. */
export function NewWorkspace({ variant = "default" }: { variant?: "default" | "outline" }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Create a new workspace
      </Button>
      <NewWorkspaceDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}
