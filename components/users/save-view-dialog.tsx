"use client";

import { useForm } from "react-hook-form";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { TextField } from "@/components/patterns/text-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { CheckboxField } from "@/components/patterns/toggle-fields";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { ViewPlace } from "@/lib/model/saved-view";
import { saveViewAction, shareViewAction } from "@/lib/saved-views/actions";

type Props = { place: ViewPlace; canShare: boolean; onClose: () => void };

/** Saves the search, filters, order and columns of the table under a name. */
export function SaveViewDialog({ place, canShare, onClose }: Props) {
  const scope = useScope();
  const form = useForm({ defaultValues: { name: "", isShared: false } });
  const options = { form, success: "View saved", onDone: onClose };
  const own = useAction(saveViewAction, options);
  const shared = useAction(shareViewAction, options);
  return (
    <TitledDialog
      title="Save this view"
      description="Keeps the search, filters, order and columns. A view with the same name is replaced."
      onClose={onClose}
    >
      <FormShell
        form={form}
        warnUnsaved={false}
        onSubmit={({ name, isShared }) => (isShared ? shared : own).run(scope, { name, place })}
      >
        <TextField control={form.control} name="name" label="Name" autoFocus maxLength={100} />
        {canShare ? (
          <CheckboxField
            control={form.control}
            name="isShared"
            label="Share with everyone in this workspace"
            help="Without this, only you see it."
          />
        ) : null}
        <DialogFoot onCancel={onClose} verb="Save view" pending={own.pending || shared.pending} />
      </FormShell>
    </TitledDialog>
  );
}
