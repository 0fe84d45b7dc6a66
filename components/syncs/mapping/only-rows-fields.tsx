"use client";

import { useState } from "react";
import { Field } from "@/components/patterns/field";
import { OptionSelect } from "@/components/patterns/option-select";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { OnlyRows } from "@/lib/model/mapping";
import type { FileHead } from "@/lib/syncs/views";

type Props = { onlyRows: OnlyRows; file: FileHead | null; onChange: (onlyRows: OnlyRows) => void };

/** The number of values offered as buttons; you can type others. */
const OFFERED_MAX = 12;

/** The column that selects the rows to import, and its values. */
export function OnlyRowsFields({ onlyRows, file, onChange }: Props) {
  const { header, values } = onlyRows;
  const [typed, setTyped] = useState(values.join("\n"));
  // Keeps the typed text, including blank lines, unless the values were changed elsewhere.
  const text = linesOf(typed).join("\n") === values.join("\n") ? typed : values.join("\n");
  const offered = valuesInFile(file, header).slice(0, OFFERED_MAX);
  const headers = [...new Set([...(file?.headers ?? []), ...(header === "" ? [] : [header])])];

  function toggle(value: string): void {
    const others = values.filter((other) => !isSame(other, value));
    onChange({ ...onlyRows, values: others.length < values.length ? others : [...values, value] });
  }

  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <Field label="Column to check" help="A file without this column is not imported.">
        {(control) =>
          file ? (
            <OptionSelect
              {...control}
              value={header}
              options={headers.map((name) => ({ value: name, label: name }))}
              onChange={(chosen) => onChange({ ...onlyRows, header: chosen })}
            />
          ) : (
            <Input
              {...control}
              value={header}
              placeholder="Column header"
              onChange={(event) => onChange({ ...onlyRows, header: event.target.value })}
            />
          )
        }
      </Field>
      <div className="grid content-start gap-1.5">
        <Field
          label={onlyRows.keep === "listed" ? "Import rows with these values" : "Skip rows with these values"}
          help="One per line. Letter case is ignored."
        >
          {(control) => (
            <Textarea
              {...control}
              value={text}
              rows={3}
              onChange={(event) => {
                setTyped(event.target.value);
                onChange({ ...onlyRows, values: linesOf(event.target.value) });
              }}
            />
          )}
        </Field>
        {offered.length > 0 ? (
          <fieldset className="flex flex-wrap items-center gap-1.5">
            <legend className="sr-only">Values in the last file</legend>
            {offered.map((value) => {
              const isChosen = values.some((other) => isSame(other, value));
              return (
                <Button
                  key={value}
                  size="sm"
                  variant={isChosen ? "secondary" : "outline"}
                  aria-pressed={isChosen}
                  onClick={() => toggle(value)}
                  className="max-w-full"
                >
                  <span className="truncate">{value}</span>
                </Button>
              );
            })}
          </fieldset>
        ) : null}
      </div>
    </div>
  );
}

function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** All values of the column if they were counted, else those of the first rows. */
function valuesInFile(file: FileHead | null, header: string): string[] {
  const column = file?.headers.indexOf(header) ?? -1;
  if (!file || column < 0) return [];
  const all = file.columns?.[column]?.values ?? file.sample.map((cells) => (cells[column] ?? "").trim());
  return [...new Set(all)].filter((value) => value !== "");
}
