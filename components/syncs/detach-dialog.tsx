"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { plural } from "@/lib/format/plural";
import { detachSyncAction } from "@/lib/syncs/actions";
import type { SyncDetail } from "@/lib/syncs/views";

type Props = { sync: SyncDetail; open: boolean; onOpenChange: (open: boolean) => void };
type Fate = "keep" | "remove";

/** Ends a sync, and asks what happens to its users. */
export function DetachDialog({ sync, open, onOpenChange }: Props) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const [fate, setFate] = useState<Fate>("keep");
  const { run } = useAction(detachSyncAction, {
    quiet: true,
    success: ({ kept }) =>
      kept.count > 0 ? `“${sync.name}” detached. ${keptWords(kept.count)}.` : `“${sync.name}” detached`,
    onDone: () => router.push(`/${org}/${workspace}/syncs`),
  });
  const count = sync.usersCount;
  const kept = sync.protectedUsers;
  const removing = fate === "remove" && count > 0;
  const people = plural(removing ? count - kept.count : count, "user");
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Detach “${sync.name}”?`}
      description={
        count > 0
          ? `Rollcall stops reading the file. Choose what happens to the ${plural(count, "user")} of this sync.`
          : "Rollcall stops reading the file. This sync has no users yet."
      }
      lost={[
        "The schedule, limits and mapping of this sync",
        ...(removing && count > kept.count ? [`${people}, removed from the workspace immediately`] : []),
      ]}
      kept={[
        ...(removing && kept.count > 0 ? [<KeptUsers key="kept" {...kept} />] : []),
        ...(removing ? ["Removed users can be restored one by one for 30 days"] : []),
        ...(count > 0 && !removing ? [`${people}, disconnected from the sync`] : []),
        "Its runs and their results, which can no longer be undone",
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

function keptWords(count: number): string {
  return `${plural(count, "user")} ${count === 1 ? "stays because of the" : "stay because of their"} role`;
}

function KeptUsers({ count, first }: SyncDetail["protectedUsers"]) {
  const named = first.slice(0, NAMED_MAX).map(({ name, role }) => `${name} (${role})`);
  const more = count - named.length;
  return (
    <>
      {keptWords(count)}: {named.join(", ")}
      {more > 0 ? ` and ${more} more` : ""}. Remove them under Users if they have left.
    </>
  );
}

const NAMED_MAX = 20;

function FateChoice({ fate, onChange }: { fate: Fate; onChange: (fate: Fate) => void }) {
  const id = useId();
  const choices = [
    { value: "keep", label: "Keep the users as manually added users" },
    { value: "remove", label: "Remove the users" },
  ] as const;
  return (
    <RadioGroup
      aria-label="What happens to the users"
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
