"use client";

import { useEffect, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { plural } from "@/lib/format/plural";
import { deleteTeamAction, listTeamUsesAction } from "@/lib/teams/actions";
import type { TeamItem } from "@/lib/teams/views";

type Props = {
  team: TeamItem;
  onClose: () => void;
  onDone?: () => void;
};

/** Says what is lost, and what the next file creates again. */
export function DeleteTeamDialog({ team, onClose, onDone }: Props) {
  const scope = useScope();
  const [lists, setLists] = useState<readonly string[]>([]);
  const { org, workspace } = scope;
  useEffect(() => {
    let isOpen = true;
    void listTeamUsesAction({ org, workspace }, { id: team.id }).then((result) => {
      if (isOpen && result.ok) setLists(result.data.map(({ name }) => name));
    });
    return () => {
      isOpen = false;
    };
  }, [org, workspace, team.id]);
  const { members, managers } = team;
  const byHand = members.hand + managers.hand;
  const byFile = members.file + managers.file;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the team ${team.name}?`}
      description="The team is deleted immediately. You can't undo this."
      lost={[
        `${plural(members.all, "member")} and ${plural(managers.all, "manager")} lose the team`,
        ...(byHand > 0 ? [`${plural(byHand, "membership")} added manually`] : []),
        ...(lists.length > 0
          ? [
              `The rule of ${lists.length === 1 ? "the user list" : "each of the user lists"} ${lists.join(", ")} breaks: nobody matches it until you edit it`,
            ]
          : []),
      ]}
      kept={[
        "The users themselves aren't removed",
        byFile > 0
          ? "If a file still lists the team, its next run creates the team again with the users in the file"
          : "If a file lists this name, its next run creates a new team",
      ]}
      confirmLabel="Delete team"
      onConfirm={async () => {
        const result = await deleteTeamAction(scope, { id: team.id });
        if (!result.ok) return result;
        toast.success(`Deleted the team ${team.name}`);
        onDone?.();
        return result;
      }}
    />
  );
}
