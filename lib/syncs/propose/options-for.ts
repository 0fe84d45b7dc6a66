import { distinct } from "@/lib/field-kinds/guess";
import { hasOptions, isSeveral } from "@/lib/field-kinds/registry";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { FieldType } from "@/lib/model/field";

/**
 * The options of a new field that a column fills: all its values, as a run would split them. None for a type without
 * options; null where there are too many, one is too long, or none is known.
 */
export function optionsFor(
  type: FieldType,
  { values, parts }: ColumnStats,
  separator: string | undefined,
): string[] | null {
  if (!hasOptions(type)) return [];
  const split = parts.find((part) => part.separator === (separator ?? "\n"));
  const found = isSeveral(type) && split ? split.values : values;
  const options = distinct(found ?? []);
  return options.length > 0 ? options : null;
}
