"use client";

import { FieldInUse } from "@/components/fields/field-in-use";
import { useFieldUse } from "@/components/fields/use-field-use";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { deleteFieldAction } from "@/lib/fields/actions";
import type { FieldUse } from "@/lib/fields/read";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

type Props = { field: ProfileField; onClose: () => void };

/** Says what uses the field before it is deleted, or why it can't be deleted. */
export function DeleteField({ field, onClose }: Props) {
  const scope = useScope();
  const use = useFieldUse(field.id);
  if (use && use.lists.length > 0) return <FieldInUse label={field.label} use={use} onClose={onClose} />;
  const users = use?.users ?? 0;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the profile field “${field.label}”?`}
      description={
        use === null
          ? "Checking what uses this field…"
          : users === 0
            ? "No user has a value in it, and no list uses it. You can't undo this."
            : "You can't undo this. Adding the field again doesn't restore its values."
      }
      lost={use ? lostLines(use) : []}
      kept={use ? `From now on, a column “${field.label}” in a file is ignored with a warning.` : undefined}
      confirmLabel="Delete field"
      typed={users > 0 ? field.label : undefined}
      onConfirm={async () => {
        const result = await deleteFieldAction(scope, { id: field.id });
        if (result.ok) toast.success(`Deleted “${field.label}”`);
        return result;
      }}
    />
  );
}

function lostLines({ users, syncs }: FieldUse): string[] {
  return [
    ...(users > 0 ? [`Its value for ${plural(users, "user")}`] : []),
    ...syncs.map(({ name, header, by }) =>
      by === "mapping"
        ? `The column “${header}” in the mapping of the sync ${name}`
        : `The values from the column “${header}” of the sync ${name}`,
    ),
  ];
}
