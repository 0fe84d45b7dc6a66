import { tz } from "@date-fns/tz";
import { format } from "date-fns";
import type { ProfileField } from "@/lib/model/field";

const DAYS = ["1984-01-23", "2001-12-31"] as const;

/** A cell that a run would take for the field: the first of its options, a day in the column's format. `at` is the row. */
export function exampleValue(
  field: ProfileField,
  {
    at,
    dateFormat,
    decimal = ".",
  }: { at: number; dateFormat?: string | undefined; decimal?: string | undefined },
): string {
  const labels = field.options.map((option) => option.label);
  switch (field.type) {
    case "text":
      return at === 0 ? "Example" : "Another example";
    case "number":
      return at === 0 ? "1250" : `37${decimal}5`;
    case "date":
      return dayIn(dateFormat, DAYS[at] ?? DAYS[0]);
    case "single_choice":
      return labels[at] ?? labels[0] ?? "";
    case "multiple_choice":
      return at === 0 ? labels.slice(0, 2).join("\n") : (labels[0] ?? "");
  }
}

function dayIn(dateFormat: string | undefined, day: string): string {
  return dateFormat ? format(new Date(`${day}T00:00:00Z`), dateFormat, { in: tz("UTC") }) : day;
}
