"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import type { CreateTeam } from "@/components/teams/types";
import { Button } from "@/components/ui/button";

const NewTeamDialog = deferDialog(
  async () => (await import("@/components/teams/new-team-dialog")).NewTeamDialog,
);

export function NewTeam({ base, create }: { base: string; create: CreateTeam }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Create team
      </Button>
      <NewTeamDialog base={base} create={create} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
