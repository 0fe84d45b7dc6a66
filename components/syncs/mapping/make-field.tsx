"use client";

import { type FormEvent, useState } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Field } from "@/components/patterns/field";
import { OptionSelect } from "@/components/patterns/option-select";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { FieldGuess } from "@/lib/field-kinds/guess";
import { ALL_KINDS, FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import { createFieldAction } from "@/lib/fields/actions";
import { freeLabel } from "@/lib/fields/free-label";
import type { FieldType, ProfileField } from "@/lib/model/field";

type Props = {
  header: string;
  guess: FieldGuess;
  /** Labels of the existing fields. */
  taken: readonly string[];
  /** Called with the created field, to map the column to it. Its options have no ids here. */
  onMade: (field: ProfileField) => void;
  onClose: () => void;
};

/** Creates the field for an unknown column, with the suggested type and all values found in it as options. */
export function MakeField({ header, guess, taken, onMade, onClose }: Props) {
  const scope = useScope();
  const [label, setLabel] = useState(() => freeLabel(header, taken));
  const [type, setType] = useState<FieldType>(guess.type);
  const [options, setOptions] = useState(guess.options.join("\n"));
  const { run, pending, error } = useAction(createFieldAction, { quiet: true });
  const labels = [...new Set(options.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
  const problem = (name: string) =>
    Object.entries(error?.fieldErrors ?? {}).find(([key]) => key === name || key.startsWith(`${name}.`))?.[1];

  async function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    const chosen = hasOptions(type) ? labels.map((text) => ({ label: text })) : [];
    const result = await run(scope, { label, type, options: chosen });
    if (!result.ok) return;
    toast.success(`Field “${label.trim()}” added`);
    const made = chosen.map((option, at) => ({ id: -1 - at, label: option.label }));
    onMade({ id: result.data.id, label: label.trim(), type, options: made });
  }

  return (
    <TitledDialog
      title={`Add a field for “${header}”`}
      description="The field is added to the workspace immediately, and this column is mapped to it."
      onClose={onClose}
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field label="Label" error={problem("label")}>
          {(control) => (
            <Input
              {...control}
              value={label}
              autoComplete="off"
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Type"
          help={
            type === guess.type
              ? `Suggested: ${guess.why}`
              : `The values look like ${FIELD_KINDS[guess.type].label.toLowerCase()}: ${guess.why}`
          }
        >
          {(control) => (
            <OptionSelect
              {...control}
              options={ALL_KINDS.map((entry) => ({
                value: entry.type,
                label: entry.label,
                description: entry.hint,
              }))}
              value={type}
              onChange={setType}
            />
          )}
        </Field>
        {hasOptions(type) ? (
          <Field
            label="Options, one per line"
            error={problem("options")}
            help="All values of the last file. New values in later files are added as options."
          >
            {(control) => (
              <Textarea
                {...control}
                rows={Math.min(8, Math.max(3, labels.length + 1))}
                value={options}
                onChange={(event) => setOptions(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {error && !error.fieldErrors ? <ActionErrorPanel error={error} /> : null}
        <DialogFoot onCancel={onClose} verb="Add field" pending={pending} />
      </form>
    </TitledDialog>
  );
}
