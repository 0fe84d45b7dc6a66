import type { Mapping } from "@/lib/sync/mapping";
import { sameText } from "@/lib/sync/same-text";
import type { ProfileField } from "@/lib/sync/types";
import { mappedTarget } from "@/lib/syncs/mapped-target";

/** The field that a column filled in a run: the one that its mapping names, else the one of the column's name. */
export function columnField(
  { columns }: Pick<Mapping, "columns">,
  column: string,
  fields: readonly ProfileField[],
): ProfileField | null {
  const target = mappedTarget(columns, column);
  if (target && target.kind !== "field") return null;
  return (
    fields.find(({ id, label }) => (target ? id === target.fieldId : sameText(label) === sameText(column))) ??
    null
  );
}
