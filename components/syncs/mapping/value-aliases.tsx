"use client";

import { ArrowRight, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldHelp } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { FieldOption } from "@/lib/model/field";
import { valuesOf } from "@/lib/values/text";

type Aliases = Readonly<Record<string, string>>;
type Row = { key: number; text: string; means: string };

type Props = {
  aliases: Aliases;
  /** Null for teams, which are entered as text. */
  options: readonly FieldOption[] | null;
  samples: readonly string[];
  separator: string | undefined;
  onChange: (aliases: Record<string, string>) => void;
};

let nextKey = 0;

/** Aliases of an option or a team in this file: "Slaes" for Sales. */
export function ValueAliases({ aliases, options, samples, separator, onChange }: Props) {
  const [rows, setRows] = useState<Row[]>(() =>
    Object.entries(aliases).map(([text, means]) => ({ key: nextKey++, text, means })),
  );
  const strange = strangeValues(samples, separator, options).filter((value) =>
    rows.every(({ text }) => text.trim() !== value),
  );

  function set(next: Row[]): void {
    setRows(next);
    const whole = next.filter(({ text, means }) => text.trim() !== "" && means.trim() !== "");
    onChange(Object.fromEntries(whole.map(({ text, means }) => [text.trim(), means.trim()])));
  }

  const change = (key: number, part: Partial<Row>) =>
    set(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = (text: string) => set([...rows, { key: nextKey++, text, means: "" }]);

  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium text-sm">Other spellings in this file</legend>
      {rows.length > 0 ? (
        <ul className="grid gap-1.5">
          {rows.map(({ key, text, means }) => (
            <li key={key} className="flex items-center gap-1.5">
              <Input
                aria-label="Text in the file"
                placeholder="Text in the file"
                value={text}
                autoComplete="off"
                onChange={(event) => change(key, { text: event.target.value })}
                className="min-w-0 flex-1"
              />
              <ArrowRight className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
              <div className="min-w-0 flex-1">
                <Meaning
                  options={options}
                  value={means}
                  onChange={(value) => change(key, { means: value })}
                />
              </div>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove ${text || "this spelling"}`}
                onClick={() => set(rows.filter((row) => row.key !== key))}
              >
                <Trash2 aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center gap-1.5">
        <Button variant="outline" size="sm" onClick={() => add("")}>
          <Plus aria-hidden="true" />
          Add a spelling
        </Button>
        {strange.map((value) => (
          <Button key={value} variant="ghost" size="sm" onClick={() => add(value)} className="max-w-48">
            <span className="truncate text-held">“{value}” means…</span>
          </Button>
        ))}
      </div>
      <FieldHelp>
        For this sync only. To add an alias for all syncs, edit the option under Profile fields.
      </FieldHelp>
    </fieldset>
  );
}

function Meaning({ options, value, onChange }: Pick<Props, "options"> & MeaningProps) {
  if (!options) {
    return (
      <Input
        aria-label="Team"
        placeholder="Team"
        value={value}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <Select value={value} onValueChange={(chosen) => chosen !== "" && onChange(chosen)}>
      <SelectTrigger aria-label="Option">
        <SelectValue placeholder="Option">{value || undefined}</SelectValue>
      </SelectTrigger>
      <SelectContent>
        {options.map(({ id, label }) => (
          <SelectItem key={id} value={label}>
            {label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

type MeaningProps = { value: string; onChange: (value: string) => void };

/** Values of the first rows without an option. */
function strangeValues(
  samples: readonly string[],
  separator: string | undefined,
  options: readonly FieldOption[] | null,
): string[] {
  if (!options) return [];
  const known = new Set(options.flatMap(({ label, aliases = [] }) => [label, ...aliases]));
  return [...new Set(samples.flatMap((cell) => valuesOf(cell, separator)))].filter((one) => !known.has(one));
}
