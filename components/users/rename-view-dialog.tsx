"use client";

import { useForm } from "react-hook-form";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { TextField } from "@/components/patterns/text-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { renameSharedViewAction, renameViewAction } from "@/lib/saved-views/actions";

type Props = { view: { id: number; name: string; isShared: boolean }; onClose: () => void };

/** Gives a saved view of the table another name. */
export function RenameViewDialog({ view, onClose }: Props) {
  const scope = useScope();
  const form = useForm({ defaultValues: { name: view.name } });
  const options = { form, success: "View renamed", onDone: onClose };
  const own = useAction(renameViewAction, options);
  const shared = useAction(renameSharedViewAction, options);
  return (
    <TitledDialog
      title={
        <>
          Rename view <bdi>{view.name}</bdi>
        </>
      }
      description={view.isShared ? "Everyone in this workspace sees the new name." : undefined}
      onClose={onClose}
    >
      <FormShell
        form={form}
        warnUnsaved={false}
        onSubmit={({ name }) => (view.isShared ? shared : own).run(scope, { id: view.id, name })}
      >
        <TextField control={form.control} name="name" label="Name" autoFocus maxLength={100} />
        <DialogFoot onCancel={onClose} verb="Rename view" pending={own.pending || shared.pending} />
      </FormShell>
    </TitledDialog>
  );
}
