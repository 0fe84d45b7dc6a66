import { BYTE_ORDER_MARK, csvLines } from "@/lib/exports/csv";
import { STANDARD_HEADERS, STANDARD_TARGETS } from "@/lib/sync/near-miss";
import type { ProfileField } from "@/lib/sync/types";

const PEOPLE = [
  ["1001", "anna.example@example.com", "Anna", "Example", "040 123 4567"],
  ["1002", "ben.example@example.com", "Ben", "Example", ""],
] as const;

/** A CSV with the workspace's columns and two example rows. UTF-8 with the mark that Excel needs to see that. */
export function csvTemplate(fields: readonly ProfileField[]): string {
  const header = [
    ...STANDARD_TARGETS.map((target) => STANDARD_HEADERS[target]),
    ...fields.map(({ label }) => label),
  ];
  const rows = PEOPLE.map((person, at) => [
    ...person,
    ...fields.map((field) => (at === 0 ? example(field) : "")),
  ]);
  return BYTE_ORDER_MARK + csvLines([header, ...rows]);
}

function example(field: ProfileField): string {
  const labels = field.options.map((option) => option.label);
  switch (field.type) {
    case "text":
      return "Example";
    case "number":
      return "1250";
    case "date":
      return "1984-01-23";
    case "single_choice":
      return labels[0] ?? "";
    case "multiple_choice":
      return labels.slice(0, 2).join("\n");
  }
}
