"use client";

import { useState } from "react";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { OptionList } from "@/components/patterns/option-list";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { sayOutcome } from "@/components/users/bulk/say-started";
import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { BulkEditView } from "@/lib/bulk-edits/views";

export type GroupName = { id: number; name: string };

type Props = {
  title: string;
  description: string;
  /** The lists or teams to choose from, and what they are called. */
  groups: readonly GroupName[];
  label: string;
  /** The text of the button: "Add to team". */
  verb: string;
  set: (scope: WorkspaceScope, groupId: number) => Promise<ActionResult<BulkEditView>>;
  onClose: () => void;
};

/** Chooses the list or team to add users to, or to remove them from. */
export function GroupDialog({ title, description, groups, label, verb, set, onClose }: Props) {
  const scope = useScope();
  const [chosen, setChosen] = useState<number | null>(null);
  const { run, pending } = useAction(set, {
    onDone: (edit) => {
      sayOutcome(edit);
      onClose();
    },
  });
  return (
    <TitledDialog title={title} description={description} onClose={onClose}>
      <OptionList
        label={label}
        options={groups.map(({ id, name }) => ({ value: String(id), label: name }))}
        selected={chosen === null ? [] : [String(chosen)]}
        onSelect={(id) => setChosen(Number(id))}
        search={`Search ${label}`}
        empty={`No ${label} yet`}
        className="rounded-md border"
        listClassName="max-h-60"
      />
      <DialogFoot
        onCancel={onClose}
        verb={verb}
        pending={pending}
        disabled={chosen === null}
        onVerb={() => chosen !== null && void run(scope, chosen)}
      />
    </TitledDialog>
  );
}
