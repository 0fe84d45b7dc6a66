"use client";

import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { NextHeader } from "@/components/fields/next-header";
import { OptionsEditor } from "@/components/fields/options-editor";
import { useFieldUse } from "@/components/fields/use-field-use";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { ALL_KINDS, FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import { createFieldAction, updateFieldAction } from "@/lib/fields/actions";
import { withOldNames } from "@/lib/fields/option-texts";
import type { CreateFieldInput } from "@/lib/fields/schema";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

const resolver = lazyResolver(async () => (await import("@/lib/fields/schema")).createFieldInput);

type Props = {
  field: ProfileField | null;
  onClose: () => void;
  /** Leaves the editor for the change of the field's type. */
  onChangeType: () => void;
};

const TYPE_CHOICES = ALL_KINDS.map(({ type, label, hint }) => ({ value: type, label, description: hint }));

/** Adds a field (`field` is null) or edits one. Another type is a dialog of its own: every value becomes something else. */
export function FieldEditor({ field, onClose, onChangeType }: Props) {
  const scope = useScope();
  const use = useFieldUse(field?.id ?? null);
  const [declined, setDeclined] = useState<ReadonlySet<number>>(new Set());
  /** The page may bring newer ones while the editor is open: it shows those of when it was opened. */
  const [seenOptions] = useState(() => field?.options.map(({ id }) => id));
  const [expectNewHeader, setExpectNew] = useState<string[]>([]);
  const form = useForm({
    resolver,
    defaultValues: {
      label: field?.label ?? "",
      type: field?.type ?? "text",
      options: field?.options.map(({ id, label, aliases }) => ({ id, label, aliases })) ?? [],
    },
  });
  const [type, typed] = useWatch({ control: form.control, name: ["type", "label"] });
  const isRenamed = field !== null && typed.trim() !== "" && typed.trim() !== field.label;
  const create = useAction(createFieldAction, { form });
  const update = useAction(updateFieldAction, { form });

  async function submit(values: CreateFieldInput) {
    const { label } = values;
    const chosen = hasOptions(values.type) ? values.options : [];
    const options = withOldNames(chosen, field?.options ?? [], declined);
    if (!field) {
      const made = await create.run(scope, { ...values, options });
      if (!made.ok) return;
      toast.success(`Added “${label}”`);
    } else {
      const saved = await update.run(scope, {
        id: field.id,
        label,
        options,
        seenOptions,
        expectNewHeader,
      });
      if (!saved.ok) return;
      const { cleared } = saved.data;
      const description =
        cleared > 0 ? `Cleared for ${plural(cleared, "user")} who had a removed option.` : undefined;
      toast.success(`Saved “${label}”`, { description });
    }
    onClose();
  }

  return (
    <TitledDialog
      title={field ? `Edit “${field.label}”` : "Add a profile field"}
      description={
        field
          ? "Renaming the field or an option keeps the users' values."
          : "The field is empty until a file or a person fills it."
      }
      onClose={onClose}
      width="wide"
    >
      <FormShell form={form} onSubmit={submit} warnUnsaved={false} className="min-w-0">
        <TextField
          control={form.control}
          name="label"
          label="Label"
          placeholder="Department"
          autoComplete="off"
          help={field ? undefined : "Enter the column header exactly as in your file."}
        />
        {isRenamed ? (
          <NextHeader
            syncs={use?.syncs.filter(({ by }) => by === "name") ?? []}
            newLabel={typed.trim()}
            expectNew={expectNewHeader}
            onChange={setExpectNew}
          />
        ) : null}
        {field ? (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-sm">
            <span>
              Type: <span className="text-foreground">{FIELD_KINDS[field.type].label}</span>
            </span>
            <Button variant="outline" size="sm" onClick={onChangeType}>
              Change type
            </Button>
          </p>
        ) : (
          <SelectField control={form.control} name="type" label="Type" options={TYPE_CHOICES} />
        )}
        {hasOptions(type) ? (
          <OptionsEditor
            control={form.control}
            use={use}
            field={field}
            declined={declined}
            onDecline={setDeclined}
          />
        ) : null}
        <DialogFoot
          onCancel={onClose}
          verb={field ? "Save field" : "Add field"}
          pending={create.pending || update.pending}
        />
      </FormShell>
    </TitledDialog>
  );
}
