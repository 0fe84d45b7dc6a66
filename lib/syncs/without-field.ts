import type { Mapping } from "@/lib/model/mapping";

/** The mapping without its columns that fill a field which `isGone`. */
export function withoutFields(mapping: Mapping, isGone: (fieldId: number) => boolean): Mapping {
  const columns = Object.fromEntries(
    Object.entries(mapping.columns).filter(
      ([, target]) => target.kind !== "field" || !isGone(target.fieldId),
    ),
  );
  return { ...mapping, columns };
}
