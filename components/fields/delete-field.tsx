"use client";

import { toast } from "sonner";
import { AskedField } from "@/components/fields/asked-field";
import type { FieldActions } from "@/components/fields/types";
import { useFieldUse } from "@/components/fields/use-field-use";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useScope } from "@/components/patterns/use-scope";
import type { FieldUse } from "@/lib/fields/get-field-use";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

type Props = { field: ProfileField; actions: FieldActions; onClose: () => void };

/** Says who and what uses the field before it is deleted for good, or why it can't be. */
export function DeleteField({ field, actions, onClose }: Props) {
  const scope = useScope();
  const use = useFieldUse(field.id, actions);
  if (use && use.lists.length > 0) return <AskedField label={field.label} use={use} onClose={onClose} />;
  const users = use?.users ?? 0;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the profile field "${field.label}"?`}
      description={
        use === null
          ? "Looking up who and what uses it…"
          : users === 0
            ? "No user has a value in it, and no list asks for it. This can't be undone."
            : "This can't be undone: adding the field again brings no value back."
      }
      lost={use ? lostLines(use) : []}
      kept={use ? `A column "${field.label}" in a file is left out from then on, with a warning.` : undefined}
      confirmLabel="Delete field"
      typed={users > 0 ? field.label : undefined}
      onConfirm={async () => {
        const result = await actions.remove(scope, { id: field.id });
        if (result.ok) toast.success(`Deleted "${field.label}"`);
        return result;
      }}
    />
  );
}

function lostLines({ users, syncs }: FieldUse): string[] {
  return [
    ...(users > 0 ? [`The value of ${plural(users, "user")}`] : []),
    ...syncs.map(({ name, header, by }) =>
      by === "mapping"
        ? `The column “${header}” in the mapping of the sync ${name}`
        : `What the column “${header}” of the sync ${name} brings`,
    ),
  ];
}
