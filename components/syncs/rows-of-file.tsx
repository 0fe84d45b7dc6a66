"use client";

import type { Control, FieldPath, FieldValues } from "react-hook-form";
import { TextField } from "@/components/patterns/text-field";

type Names<V extends FieldValues> = Record<"headerRow" | "footerRows", FieldPath<V>>;
type Props<V extends FieldValues, T> = {
  control: Control<V, unknown, T>;
  names: Names<V>;
  /** Added to the labels, to name one of two files. */
  of?: string;
};

/** The first and last rows of a file: skips titles above the header and totals at the end. */
export function RowsOfFile<V extends FieldValues, T>({ control, names, of = "" }: Props<V, T>) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        control={control}
        name={names.headerRow}
        label={`Header row${of}`}
        type="number"
        min={1}
        help="The row with the column names. Rows above it are ignored."
      />
      <TextField
        control={control}
        name={names.footerRows}
        label={`Rows to leave out at the end${of}`}
        type="number"
        min={0}
        help="For example, rows with totals. Blank rows are always ignored."
      />
    </div>
  );
}
