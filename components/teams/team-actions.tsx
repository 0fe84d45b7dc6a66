"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { DeleteTeamDialog } from "@/components/teams/delete-team-dialog";
import { Button } from "@/components/ui/button";
import type { TeamItem } from "@/lib/teams/views";

const EditTeamDialog = deferDialog(
  async () => (await import("@/components/teams/edit-team-dialog")).EditTeamDialog,
);

type Props = {
  team: TeamItem;
  base: string;
  canEdit: boolean;
  canDelete: boolean;
};

/** The actions of a team: edit, delete. */
export function TeamActions({ team, base, canEdit, canDelete }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  return (
    <>
      {canDelete ? (
        <Button variant="outline" onClick={() => setOpen("delete")}>
          <Trash2 aria-hidden="true" />
          Delete
        </Button>
      ) : null}
      {canEdit ? (
        <Button variant="outline" onClick={() => setOpen("edit")}>
          <Pencil aria-hidden="true" />
          Edit
        </Button>
      ) : null}
      {canEdit && open === "edit" ? <EditTeamDialog team={team} onClose={() => setOpen(null)} /> : null}
      {canDelete && open === "delete" ? (
        <DeleteTeamDialog
          team={team}
          onClose={() => setOpen(null)}
          onDone={() => router.push(`${base}/teams`)}
        />
      ) : null}
    </>
  );
}
