"use client";

import { Field } from "@/components/patterns/field";
import { Input } from "@/components/ui/input";
import type { RowsDraft } from "@/lib/syncs/views";

type Props = {
  value: RowsDraft;
  onChange: (rows: RowsDraft) => void;
  /** Added to the labels, to name one of two files. */
  of?: string;
};

const PARTS = [
  {
    part: "headerRow",
    label: "Header row",
    min: 1,
    help: "The row with the column names. Rows above it are ignored.",
  },
  {
    part: "footerRows",
    label: "Rows to leave out at the end",
    min: 0,
    help: "For example, rows with totals. Blank rows are always ignored.",
  },
] as const;

/** The first and last rows of a file: skips titles above the header and totals at the end. */
export function FileRowsFields({ value, onChange, of = "" }: Props) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {PARTS.map(({ part, label, min, help }) => (
        <Field key={part} label={`${label}${of}`} help={help}>
          {(control) => (
            <Input
              {...control}
              type="number"
              required
              min={min}
              max={100}
              value={value[part]}
              onChange={(event) => onChange({ ...value, [part]: event.target.value })}
              className="max-w-40"
            />
          )}
        </Field>
      ))}
    </div>
  );
}
