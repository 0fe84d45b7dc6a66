"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { DetachSync } from "@/components/syncs/types";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { plural } from "@/lib/format/plural";
import type { SyncDetail } from "@/lib/syncs/views";

type Props = { sync: SyncDetail; detach: DetachSync; open: boolean; onOpenChange: (open: boolean) => void };
type Fate = "keep" | "remove";

/** Ends a sync, and asks what becomes of its users. */
export function DetachDialog({ sync, detach, open, onOpenChange }: Props) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const [fate, setFate] = useState<Fate>("keep");
  const { run } = useAction(detach, {
    quiet: true,
    success: `“${sync.name}” is detached`,
    onDone: () => router.push(`/${org}/${workspace}/syncs`),
  });
  const count = sync.usersCount;
  const people = plural(count, "user");
  const removing = fate === "remove" && count > 0;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Detach “${sync.name}”?`}
      description={
        count > 0
          ? `The file is not read any more. Decide what becomes of the ${people} that it keeps up to date.`
          : "The file is not read any more. There are no users yet that it keeps up to date."
      }
      lost={[
        "The schedule, limits and mapping of this sync",
        ...(removing ? [`${people}: gone from the workspace at once`] : []),
      ]}
      kept={[
        ...(removing ? ["Removed users can be restored one by one for 30 days"] : []),
        ...(count > 0 && !removing ? [`${people}, from now on edited by hand`] : []),
        "Its runs with their results, to look at; they can't be undone any more",
        "The Remote Source, for other workspaces",
      ]}
      confirmLabel={
        count === 0 ? "Detach" : removing ? `Detach and remove ${people}` : "Detach and keep users"
      }
      onConfirm={() => run({ org, workspace }, { syncId: sync.id, users: fate })}
    >
      {count > 0 ? <FateChoice fate={fate} onChange={setFate} /> : null}
    </ConfirmDialog>
  );
}

function FateChoice({ fate, onChange }: { fate: Fate; onChange: (fate: Fate) => void }) {
  const id = useId();
  const choices = [
    { value: "keep", label: "Keep the users, as if added by hand" },
    { value: "remove", label: "Remove the users" },
  ] as const;
  return (
    <RadioGroup
      aria-label="What becomes of the users"
      value={fate}
      onValueChange={(value) => onChange(value === "remove" ? "remove" : "keep")}
    >
      {choices.map(({ value, label }) => (
        <label key={value} htmlFor={`${id}-${value}`} className="flex cursor-pointer items-center gap-2.5">
          <RadioGroupItem id={`${id}-${value}`} value={value} />
          {label}
        </label>
      ))}
    </RadioGroup>
  );
}
