"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Button } from "@/components/ui/button";

const NewTeamDialog = deferDialog(
  async () => (await import("@/components/teams/new-team-dialog")).NewTeamDialog,
);

export function NewTeam({ base }: { base: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Create team
      </Button>
      <NewTeamDialog base={base} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
