import { FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import type { Rereading } from "@/lib/fields/type-change/convert";
import type { ProfileField } from "@/lib/model/field";
import type { FieldFollowers } from "@/lib/model/field-type-change";
import type { ColumnTarget, Mapping } from "@/lib/model/mapping";

type FieldTarget = Extract<ColumnTarget, { kind: "field" }>;
type Way = {
  from: Pick<ProfileField, "id" | "type">;
  to: Pick<ProfileField, "id" | "type">;
  reading: Rereading;
};

/**
 * The mapping of a sync that fills a field from the column `header`, once the field has another type. A column that fills
 * it by its name is named only where it has to be read in a certain way.
 */
export function mappingAfter(mapping: Mapping, header: string, way: Way): Mapping {
  const before = mapping.columns[header];
  const was = before?.kind === "field" ? before : undefined;
  const target = targetAfter(was, way);
  const says = Object.keys(target).some((key) => !["kind", "fieldId", "blank"].includes(key));
  if (!was && !says) return mapping;
  return { ...mapping, columns: { ...mapping.columns, [header]: target } };
}

/** The mapping with what it said before the change, where it is still the same column; other columns follow back. */
export function mappingBefore(
  mapping: Mapping,
  kept: FieldFollowers["syncs"][number] | undefined,
  way: Way,
): Mapping {
  const columns: Record<string, ColumnTarget> = {};
  for (const [header, target] of Object.entries(mapping.columns)) {
    if (target.kind !== "field" || target.fieldId !== way.from.id) columns[header] = target;
    else if (kept?.header !== header) columns[header] = targetAfter(target, way);
    else if (kept.target) columns[header] = kept.target;
  }
  return { ...mapping, columns };
}

function targetAfter(was: FieldTarget | undefined, { from, to, reading }: Way): FieldTarget {
  const { blankWords, aliases, blank = "clear" } = was ?? {};
  const readings = FIELD_KINDS[to.type].reading?.keys ?? [];
  const said: Rereading = { ...was, ...reading };
  const unknown = hasOptions(from.type) ? was?.unknown : "add";
  return {
    kind: "field",
    fieldId: to.id,
    blank,
    ...(blankWords ? { blankWords } : {}),
    ...(aliases ? { aliases } : {}),
    ...(hasOptions(to.type) && unknown ? { unknown } : {}),
    ...Object.fromEntries(readings.flatMap((key) => (said[key] === undefined ? [] : [[key, said[key]]]))),
  };
}
