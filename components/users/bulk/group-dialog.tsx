"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { DialogFooter } from "@/components/ui/dialog";
import { BulkDialog } from "@/components/users/bulk/bulk-dialog";
import type { ActionResult, WorkspaceScope } from "@/lib/action";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format/plural";

export type GroupName = { id: number; name: string };

type Props = {
  userIds: readonly number[];
  title: string;
  description: string;
  /** The lists or teams to choose from, and what they are called. */
  groups: readonly GroupName[];
  label: string;
  /** The text of the button and of the toast: "Add to team", "added to the team". */
  verb: string;
  done: string;
  set: (scope: WorkspaceScope, groupId: number) => Promise<ActionResult<{ done: number }>>;
  onClose: () => void;
};

/** Chooses the list or team to add the selected users to, or to remove them from. */
export function GroupDialog({ userIds, title, description, groups, label, verb, done, set, onClose }: Props) {
  const scope = useScope();
  const [chosen, setChosen] = useState<number | null>(null);
  const { run, pending } = useAction(set, {
    success: (result) =>
      result.done === userIds.length
        ? `${plural(result.done, "user")} ${done}`
        : `${plural(result.done, "user")} ${done}; no change for the others`,
    onDone: onClose,
  });
  return (
    <BulkDialog title={title} description={description} onClose={onClose}>
      <Command className="rounded-md border">
        <CommandInput placeholder={`Search ${label}`} />
        <CommandList aria-label={label} className="max-h-60">
          <CommandEmpty>{groups.length === 0 ? `No ${label} yet` : null}</CommandEmpty>
          <CommandGroup>
            {groups.map(({ id, name }) => (
              <CommandItem
                key={id}
                value={`${name} ${id}`}
                aria-checked={chosen === id}
                onSelect={() => setChosen(id)}
              >
                <Check className={cn("size-4", chosen !== id && "opacity-0")} aria-hidden="true" />
                <span className="truncate">{name}</span>
              </CommandItem>
            ))}
          </CommandGroup>
        </CommandList>
      </Command>
      <DialogFooter>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          pending={pending}
          disabled={chosen === null}
          onClick={() => chosen !== null && void run(scope, chosen)}
        >
          {verb}
        </Button>
      </DialogFooter>
    </BulkDialog>
  );
}
