"use client";

import { useEffect, useState } from "react";
import { toast } from "sonner";
import type { FieldActions } from "@/components/fields/types";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useScope } from "@/components/patterns/use-scope";
import type { ValueCounts } from "@/lib/fields/count-values";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/sync/types";

type Props = { field: ProfileField; actions: FieldActions; onClose: () => void };

/** Says how many users lose a value before the field is deleted for good. */
export function DeleteField({ field, actions, onClose }: Props) {
  const { org, workspace } = useScope();
  const [counts, setCounts] = useState<ValueCounts | null>(null);
  const { countValues } = actions;
  useEffect(() => {
    void countValues({ org, workspace }, { id: field.id }).then((result) => {
      if (result.ok) setCounts(result.data);
    });
  }, [countValues, org, workspace, field.id]);

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the profile field "${field.label}"?`}
      description={
        counts === null
          ? "Counting who has a value in it…"
          : counts.users === 0
            ? "No user has a value in it. This can't be undone."
            : "This can't be undone: adding the field again brings no value back."
      }
      lost={counts && counts.users > 0 ? [`The value of ${plural(counts.users, "user")}`] : []}
      kept={`A column "${field.label}" in a file is left out from then on, with a warning.`}
      confirmLabel="Delete field"
      typed={counts && counts.users > 0 ? field.label : undefined}
      onConfirm={async () => {
        const result = await actions.remove({ org, workspace }, { id: field.id });
        if (result.ok) toast.success(`Deleted "${field.label}"`);
        return result;
      }}
    />
  );
}
