"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { DeleteTeamDialog } from "@/components/teams/delete-team-dialog";
import type { DeleteTeam, ListTeamUses, UpdateTeam } from "@/components/teams/types";
import { Button } from "@/components/ui/button";
import type { TeamItem } from "@/lib/teams/views";

const EditTeamDialog = deferDialog(
  async () => (await import("@/components/teams/edit-team-dialog")).EditTeamDialog,
);

type Props = {
  team: TeamItem;
  base: string;
  update: UpdateTeam | null;
  remove: DeleteTeam | null;
  uses: ListTeamUses;
};

/** The actions of a team: edit, delete. */
export function TeamActions({ team, base, update, remove, uses }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  return (
    <>
      {remove ? (
        <Button variant="outline" onClick={() => setOpen("delete")}>
          <Trash2 aria-hidden="true" />
          Delete
        </Button>
      ) : null}
      {update ? (
        <Button variant="outline" onClick={() => setOpen("edit")}>
          <Pencil aria-hidden="true" />
          Edit
        </Button>
      ) : null}
      {update && open === "edit" ? (
        <EditTeamDialog team={team} update={update} onClose={() => setOpen(null)} />
      ) : null}
      {remove && open === "delete" ? (
        <DeleteTeamDialog
          team={team}
          remove={remove}
          uses={uses}
          onClose={() => setOpen(null)}
          onDone={() => router.push(`${base}/teams`)}
        />
      ) : null}
    </>
  );
}
