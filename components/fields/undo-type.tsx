"use client";

import { useEffect, useState } from "react";
import { ValueLines } from "@/components/fields/type-consequences";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import { previewTypeUndoAction, undoFieldTypeAction } from "@/lib/fields/actions";
import type { UndoPreview } from "@/lib/fields/type-change/read";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

type Props = { field: ProfileField; onClose: () => void };

/** Says what undoing a change of type restores, and what users who were changed since keep. */
export function UndoType({ field: { id, label }, onClose }: Props) {
  const { org, workspace } = useScope();
  const [preview, setPreview] = useState<UndoPreview | null>(null);
  useEffect(() => {
    let isClosed = false;
    void previewTypeUndoAction({ org, workspace }, { id }).then((result) => {
      if (!isClosed && result.ok) setPreview(result.data);
    });
    return () => {
      isClosed = true;
    };
  }, [id, org, workspace]);
  const type = preview ? FIELD_KINDS[preview.type].label : "";
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Undo the change of type of “${label}”?`}
      description={
        preview
          ? `It becomes ${type} again${hasOptions(preview.type) ? ", with the options it had" : ""}.`
          : "Reading the values…"
      }
      tone="default"
      done={preview ? doneLines(preview) : []}
      lost={
        preview && preview.cleared > 0
          ? [`The value of ${plural(preview.cleared, "user")} that can't be read as ${type}`]
          : []
      }
      confirmLabel="Undo change of type"
      onConfirm={async () => {
        const result = await undoFieldTypeAction({ org, workspace }, { id });
        if (result.ok) toast.success(`“${label}” is ${type} again`);
        return result;
      }}
    >
      {preview && preview.lines.length > 0 ? <ValueLines lines={preview.lines} more={preview.more} /> : null}
    </ConfirmDialog>
  );
}

function doneLines({ restored, users, blocked }: UndoPreview): string[] {
  return [
    `${plural(restored, "user gets", "users get")} back what they had`,
    ...(users > 0
      ? [
          `${plural(users, "user was", "users were")} changed since and ${users === 1 ? "keeps" : "keep"} that`,
        ]
      : []),
    ...blocked.map(({ name, why }) => `The rule of “${name}” has to be changed first: ${why}`),
  ];
}
