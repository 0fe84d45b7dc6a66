import { nearMiss, STANDARD_HEADERS } from "@/lib/sync/near-miss";
import type { ProfileField } from "@/lib/sync/types";
import type { ColumnHint } from "@/lib/uploads/views";

type Known = {
  fields: readonly ProfileField[];
  /** What other columns fill already: proposed no second time. */
  filled: ReadonlySet<string>;
};

/** What a header that fills nothing probably means: a standard column or a field written a little differently. */
export function hintFor(header: string, { fields, filled }: Known): ColumnHint | null {
  const target = nearMiss(header);
  if (target && !filled.has(STANDARD_HEADERS[target])) {
    return { kind: "standard", target, label: STANDARD_HEADERS[target] };
  }
  const field = fields.find(({ label }) => fold(label) === fold(header) && !filled.has(label));
  return field ? { kind: "field", fieldId: field.id, label: field.label } : null;
}

/** "Job_Title " -> "jobtitle": case, spaces and signs aside. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
