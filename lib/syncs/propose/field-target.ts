import type { FieldGuess } from "@/lib/field-kinds/guess";
import { FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { FieldType } from "@/lib/model/field";
import type { ColumnTarget, ManagersTarget } from "@/lib/model/mapping";
import { targetKey } from "@/lib/syncs/check-mapping";
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
    kind: "field",
    fieldId: id,
    blank: "clear",
    ...Object.fromEntries(said.map((key) => [key, guess?.[key]])),
    ...(guess?.blankWords ? { blankWords: guess.blankWords } : {}),
  };
}

type Entry<T> = { header: string; target: T | null };

/**
 * The columns of a mapping once one of them has another target; null leaves it to its name. Where a column of the file
 * takes the place of one that the file no longer has, that one goes: nobody could fill the same twice.
 */
export function withColumn<T extends ColumnTarget | ManagersTarget>(
  columns: Readonly<Record<string, T>>,
  { header, target }: Entry<NoInfer<T>>,
  present: readonly string[],
): Record<string, T> {
  const others = Object.entries(columns).filter(([other, filled]) => {
    if (other === header) return target !== null;
    if (target === null || target.kind === "ignore" || !present.includes(header)) return true;
    return present.includes(other) || targetKey(filled) !== targetKey(target);
  });
  return { ...Object.fromEntries(others), ...(target === null ? {} : { [header]: target }) };
}
