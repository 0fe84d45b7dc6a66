"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { TeamForm } from "@/components/teams/team-form";
import type { CreateTeam } from "@/components/teams/types";
import { Button } from "@/components/ui/button";

export function NewTeam({ base, create }: { base: string; create: CreateTeam }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Create team
      </Button>
      <TitledDialog
        title="Create team"
        description="Add users manually, or automatically from a file with this name in its team column."
        open={open}
        onClose={() => setOpen(false)}
      >
        <TeamForm
          team={null}
          save={(scope, { name, aliases }) => create(scope, { name, aliases })}
          onCancel={() => setOpen(false)}
          onDone={({ id }) => {
            setOpen(false);
            toast.success("Team created");
            router.push(`${base}/teams/${id}`);
          }}
        />
      </TitledDialog>
    </>
  );
}
