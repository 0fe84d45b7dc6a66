import type { ProfileField } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { sameText } from "@/lib/values/same-text";

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
