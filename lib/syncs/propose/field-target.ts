import type { ColumnTarget } from "@/lib/sync/mapping";
import type { FieldType } from "@/lib/sync/types";
import { guessField } from "@/lib/syncs/propose/guess-field";

/** A column that fills `field`, with the date format or the separator that its first cells have. */
export function fieldTarget(
  field: { id: number; type: FieldType },
  cells: readonly string[],
): Extract<ColumnTarget, { kind: "field" }> {
  const { dateFormat, separator } = guessField(cells);
  return {
    kind: "field",
    fieldId: field.id,
    blank: "clear",
    ...(field.type === "date" && dateFormat ? { dateFormat } : {}),
    ...(field.type === "multiple_choice" && separator ? { separator } : {}),
  };
}
