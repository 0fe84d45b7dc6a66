import type { FieldGuess } from "@/lib/field-kinds/guess";
import { FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { FieldType } from "@/lib/model/field";
import type { ColumnTarget } from "@/lib/model/mapping";
import { guessField } from "@/lib/syncs/propose/guess-field";

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
  const said = (FIELD_KINDS[type].reading?.keys ?? []).filter((key) => guess?.[key] !== undefined);
  return {
    ...{ kind: "field", fieldId: id, blank: "clear" },
    ...Object.fromEntries(said.map((key) => [key, guess?.[key]])),
    ...(guess?.blankWords ? { blankWords: guess.blankWords } : {}),
  };
}
