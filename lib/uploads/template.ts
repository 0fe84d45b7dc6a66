import { STANDARD_HEADERS, STANDARD_TARGETS } from "@/lib/sync/near-miss";
import type { ProfileField } from "@/lib/sync/types";

/** What spreadsheets take for a formula at the start of a cell. */
const FORMULA = /^[\s\0]*[=+\-@\t\r\0＝＋－＠|%]/;

const PEOPLE = [
  ["1001", "anna.example@example.com", "Anna", "Example", "040 123 4567"],
  ["1002", "ben.example@example.com", "Ben", "Example", ""],
] as const;

/** A CSV with the workspace's columns and two example rows. UTF-8 with the mark that Excel needs to see that. */
export function csvTemplate(fields: readonly ProfileField[]): string {
  const safe = fields.filter((field) => !FORMULA.test(field.label));
  const header = [
    ...STANDARD_TARGETS.map((target) => STANDARD_HEADERS[target]),
    ...safe.map(({ label }) => label),
  ];
  const rows = PEOPLE.map((person, at) => [
    ...person,
    ...safe.map((field) => (at === 0 ? example(field) : "")),
  ]);
  return `\ufeff${[header, ...rows].map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function example(field: ProfileField): string {
  const labels = field.options.map((option) => option.label).filter((label) => !FORMULA.test(label));
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

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
