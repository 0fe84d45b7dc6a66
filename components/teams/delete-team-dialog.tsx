"use client";

import { useEffect, useState } from "react";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useScope } from "@/components/patterns/use-scope";
import type { DeleteTeam, ListTeamUses } from "@/components/teams/types";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { TeamItem } from "@/lib/teams/views";

type Props = {
  team: TeamItem;
  remove: DeleteTeam;
  uses: ListTeamUses;
  onClose: () => void;
  onDone?: () => void;
};

/** Says what goes for good, and what the next file brings back. */
export function DeleteTeamDialog({ team, remove, uses, onClose, onDone }: Props) {
  const scope = useScope();
  const [lists, setLists] = useState<readonly string[]>([]);
  const { org, workspace } = scope;
  useEffect(() => {
    let isOpen = true;
    void uses({ org, workspace }, { id: team.id }).then((result) => {
      if (isOpen && result.ok) setLists(result.data.map(({ name }) => name));
    });
    return () => {
      isOpen = false;
    };
  }, [uses, org, workspace, team.id]);
  const { members, managers } = team;
  const byHand = members.hand + managers.hand;
  const byFile = members.file + managers.file;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the team ${team.name}?`}
      description="The team is gone at once, and this can't be undone."
      lost={[
        `${plural(members.all, "person leaves", "people leave")} it, and ${managers.all === 1 ? "1 manager no longer leads" : `${formatNumber(managers.all)} managers no longer lead`} it`,
        ...(byHand > 0 ? [`${plural(byHand, "place")} given by hand`] : []),
        ...(lists.length > 0
          ? [
              `The user ${lists.length === 1 ? "list" : "lists"} ${lists.join(", ")} can't be followed any more: nobody is in it until the rule is changed`,
            ]
          : []),
      ]}
      kept={[
        "The users themselves stay",
        byFile > 0
          ? "A file that still names the team makes it anew at its next run, with the people it names"
          : "A file that names it makes a new team of this name",
      ]}
      confirmLabel="Delete team"
      onConfirm={async () => {
        const result = await remove(scope, { id: team.id });
        if (!result.ok) return result;
        toast.success(`Deleted the team ${team.name}`);
        onDone?.();
        return result;
      }}
    />
  );
}
