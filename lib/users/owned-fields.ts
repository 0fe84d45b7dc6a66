import type { Mapping } from "@/lib/sync/mapping";
import type { ProfileField } from "@/lib/sync/types";

/**
 * Which profile fields a file fills: those a column is mapped to, and those whose label is the header of a column that
 * is not mapped otherwise. `headers` are those of the last file that was read.
 */
export function ownedFieldIds(
  headers: readonly string[],
  mapping: Mapping,
  fields: readonly ProfileField[],
): number[] {
  const byLabel = new Map(fields.map((field) => [field.label, field.id]));
  const known = new Set(fields.map((field) => field.id));
  const owned = new Set<number>();
  for (const header of headers) {
    const target = mapping.columns[header.trim()];
    const id = target ? (target.kind === "field" ? target.fieldId : undefined) : byLabel.get(header.trim());
    if (id !== undefined && known.has(id)) owned.add(id);
  }
  return fields.map((field) => field.id).filter((id) => owned.has(id));
}
