import type { ColumnStats } from "@/lib/model/column-stats";
import type { FieldType } from "@/lib/model/field";
import { hasOptions } from "@/lib/model/field";
import type { ColumnTarget } from "@/lib/model/mapping";
import { type FieldGuess, guessField } from "@/lib/syncs/propose/guess-field";

type FieldTarget = Extract<ColumnTarget, { kind: "field" }>;
type TypedField = { id: number; type: FieldType };

/** A column that fills `field`, with the date format or the separator that its cells have. */
export function fieldTarget(field: TypedField, column: ColumnStats): FieldTarget {
  return guessedTarget(field, guessField(column));
}

/** The same for a field that was made for the column: whatever the next file brings becomes an option too. */
export function madeFieldTarget(field: TypedField, guess: FieldGuess | null): FieldTarget {
  return { ...guessedTarget(field, guess), ...(hasOptions(field.type) ? { unknown: "add" } : {}) };
}

function guessedTarget({ id, type }: TypedField, guess: FieldGuess | null): FieldTarget {
  return {
    kind: "field",
    fieldId: id,
    blank: "clear",
    ...(type === "date" && guess?.dateFormat ? { dateFormat: guess.dateFormat } : {}),
    ...(type === "date" && guess?.moreDateFormats ? { moreDateFormats: guess.moreDateFormats } : {}),
    ...(guess?.blankWords ? { blankWords: guess.blankWords } : {}),
    ...(type === "number" && guess?.decimal ? { decimal: guess.decimal } : {}),
    ...(type === "number" && guess?.thousands ? { thousands: guess.thousands } : {}),
    ...(type === "multiple_choice" && guess?.separator ? { separator: guess.separator } : {}),
  };
}
