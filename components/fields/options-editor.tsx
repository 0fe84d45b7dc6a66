"use client";

import { Plus, Undo2 } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { type Control, useFieldArray, useFormState } from "react-hook-form";
import { OptionRow } from "@/components/fields/option-row";
import { Button } from "@/components/ui/button";
import type { FieldUse } from "@/lib/fields/read";
import type { CreateFieldInput } from "@/lib/fields/schema";
import { plural } from "@/lib/format/plural";
import type { FieldOption } from "@/lib/model/field";

type Option = CreateFieldInput["options"][number];
type Props = {
  control: Control<CreateFieldInput, unknown, CreateFieldInput>;
  /** Null while loading, and for a new field. */
  use: FieldUse | null;
  /** The options when the editor was opened. */
  before: readonly FieldOption[];
  /** Ids of options whose old label files may no longer use. */
  declined: ReadonlySet<number>;
  onDecline: (declined: ReadonlySet<number>) => void;
};

/** The options of a choice field: order, rename, add, remove. Pasting several lines adds several options. */
export function OptionsEditor({ control, use, before, declined, onDecline }: Props) {
  const { fields, append, insert, remove, move } = useFieldArray({
    control,
    name: "options",
    keyName: "key",
  });
  const { errors } = useFormState({ control, name: "options" });
  const [removed, setRemoved] = useState<{ option: Option; index: number }[]>([]);
  const wholeError = errors.options?.message ?? errors.options?.root?.message;

  function removeOption(index: number, { id, label, aliases }: Option) {
    remove(index);
    if (id !== undefined) setRemoved((all) => [...all, { option: { id, label, aliases }, index }]);
  }

  function undo() {
    const last = removed.at(-1);
    if (!last) return;
    insert(Math.min(last.index, fields.length), last.option);
    setRemoved((all) => all.slice(0, -1));
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>, index: number) {
    const lines = event.clipboardData
      .getData("text")
      .split(/\r\n?|\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length < 2 || event.currentTarget.value !== "") return;
    event.preventDefault();
    remove(index);
    insert(
      index,
      lines.map((label) => ({ label })),
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>, index: number) {
    if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    insert(index + 1, { label: "" });
  }

  function keepOldName(id: number, keep: boolean) {
    const next = new Set(declined);
    if (keep) next.delete(id);
    else next.add(id);
    onDecline(next);
  }

  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium text-sm">Options</legend>
      <ul className="grid max-h-80 gap-2 overflow-y-auto p-0.5">
        {fields.map(({ key, ...option }, index) => {
          const { id } = option;
          const problems = errors.options?.[index];
          return (
            <OptionRow
              key={key}
              control={control}
              index={index}
              last={fields.length - 1}
              users={usersOf(option, use)}
              oldName={before.find((one) => one.id === id)?.label}
              keepsOldName={id !== undefined && !declined.has(id)}
              onKeepOldName={(keep) => id !== undefined && keepOldName(id, keep)}
              error={
                problems?.label?.message ?? problems?.aliases?.message ?? problems?.aliases?.root?.message
              }
              onMove={(to) => move(index, to)}
              onRemove={(texts) => removeOption(index, { id, ...texts })}
              onPaste={(event) => onPaste(event, index)}
              onKeyDown={(event) => onKeyDown(event, index)}
            />
          );
        })}
      </ul>
      {wholeError ? (
        <p role="alert" className="text-danger text-xs">
          {wholeError}
        </p>
      ) : null}
      {removed.length > 0 ? (
        <Removed options={removed.map(({ option }) => option)} use={use} undo={undo} />
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button variant="outline" size="sm" onClick={() => append({ label: "" })}>
          <Plus aria-hidden="true" />
          Add an option
        </Button>
        <span className="text-muted-foreground text-xs">
          Values in a file must match an option or one of its other values. Paste several lines to add several
          options.
        </span>
      </div>
    </fieldset>
  );
}

type RemovedProps = { options: readonly Option[]; use: FieldUse | null; undo: () => void };

/** What saving removes, and what prevents it. */
function Removed({ options, use, undo }: RemovedProps) {
  const losing = options.reduce((sum, option) => sum + usersOf(option, use), 0);
  const lists = (use?.lists ?? []).filter(({ optionIds }) =>
    options.some(({ id }) => id !== undefined && optionIds.includes(id)),
  );
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-held text-sm">
      <span>
        Saving removes {options.map(({ label }) => `“${label}”`).join(", ")}
        {losing > 0 ? ` and clears it for ${plural(losing, "user")}` : ""}.
        {lists.length > 0
          ? ` You can't save this yet: the rule of ${lists.map(({ name }) => `“${name}”`).join(", ")} uses a removed option.`
          : ""}
      </span>
      <Button variant="outline" size="sm" onClick={undo}>
        <Undo2 aria-hidden="true" />
        Undo
      </Button>
    </div>
  );
}

function usersOf({ id }: Option, use: FieldUse | null): number {
  return id === undefined ? 0 : (use?.byOption[id] ?? 0);
}
