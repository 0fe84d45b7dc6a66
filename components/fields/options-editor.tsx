"use client";

import { ArrowDown, ArrowUp, Plus, Trash2, Undo2 } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { type Control, useFieldArray, useFormState } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { ValueCounts } from "@/lib/fields/count-values";
import type { NewField } from "@/lib/fields/schema";
import { plural } from "@/lib/format/plural";

type Option = { id?: number; label: string };
type Props = { control: Control<NewField, unknown, NewField>; counts: ValueCounts | null };

/** The options of a choice field: order, rename, add, remove. Several lines pasted become several options. */
export function OptionsEditor({ control, counts }: Props) {
  const { fields, append, insert, remove, move } = useFieldArray({
    control,
    name: "options",
    keyName: "key",
  });
  const { errors } = useFormState({ control, name: "options" });
  const [removed, setRemoved] = useState<{ option: Option; index: number }[]>([]);
  const losing = removed.reduce((sum, { option }) => sum + usersOf(option, counts), 0);
  const wholeError = errors.options?.message ?? errors.options?.root?.message;

  function take(index: number, option: Option) {
    remove(index);
    if (option.id !== undefined) setRemoved((before) => [...before, { option, index }]);
  }

  function undo() {
    const last = removed.at(-1);
    if (!last) return;
    insert(Math.min(last.index, fields.length), { id: last.option.id, label: last.option.label });
    setRemoved((before) => before.slice(0, -1));
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

  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium text-sm">Options</legend>
      <ul className="grid max-h-80 gap-1.5 overflow-y-auto p-0.5">
        {fields.map(({ key, ...option }, index) => {
          const message = errors.options?.[index]?.label?.message;
          const name = option.label || `option ${index + 1}`;
          return (
            <li key={key} className="grid gap-1">
              <div className="flex items-center gap-1">
                <Input
                  {...control.register(`options.${index}.label`)}
                  aria-label={`Option ${index + 1}`}
                  aria-invalid={message ? true : undefined}
                  autoComplete="off"
                  onPaste={(event) => onPaste(event, index)}
                  onKeyDown={(event) => onKeyDown(event, index)}
                />
                <Users count={usersOf(option, counts)} />
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Move ${name} up`}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <ArrowUp aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Move ${name} down`}
                  disabled={index === fields.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <ArrowDown aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Remove ${name}`}
                  onClick={() => take(index, option)}
                >
                  <Trash2 aria-hidden="true" />
                </Button>
              </div>
              {message ? (
                <p role="alert" className="text-danger text-xs">
                  {message}
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
      {wholeError ? (
        <p role="alert" className="text-danger text-xs">
          {wholeError}
        </p>
      ) : null}
      {removed.length > 0 ? (
        <p role="status" className="flex flex-wrap items-center gap-2 text-held text-sm">
          Saving removes {removed.map(({ option }) => `"${option.label}"`).join(", ")}
          {losing > 0 ? ` and clears it for ${plural(losing, "user")}` : ""}.
          <Button variant="outline" size="sm" onClick={undo}>
            <Undo2 aria-hidden="true" />
            Undo
          </Button>
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button variant="outline" size="sm" onClick={() => append({ label: "" })}>
          <Plus aria-hidden="true" />
          Add an option
        </Button>
        <span className="text-muted-foreground text-xs">
          Values in the file must equal an option. Paste several lines to add several.
        </span>
      </div>
    </fieldset>
  );
}

function usersOf(option: Option, counts: ValueCounts | null): number {
  return option.id === undefined ? 0 : (counts?.byOption[option.id] ?? 0);
}

function Users({ count }: { count: number }) {
  return (
    <span className="w-20 shrink-0 text-right text-muted-foreground text-xs max-sm:hidden">
      {count > 0 ? plural(count, "user") : ""}
    </span>
  );
}
