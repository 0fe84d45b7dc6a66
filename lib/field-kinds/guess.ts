import type { FieldType } from "@/lib/model/field";
import type { FieldReading } from "@/lib/model/mapping";
import { composed, sameText } from "@/lib/values/same-text";

/** What kind of field a column would make, why, and how its cells are then to be read. */
export type FieldGuess = FieldReading & {
  type: FieldType;
  why: string;
  /** What a choice of it would be among: all different values, in their order; none where there are too many. */
  options: string[];
  separator?: string;
  /** Formats that read every cell as well, as other days: only a person knows which is meant. */
  dateChoices?: readonly string[];
  /** Words of the column that mean a blank cell. */
  blankWords?: readonly string[];
  /** Better left out: it is empty, or no field could take each of its cells. */
  leaveOut?: true;
};

/** One of each that a run would take for the same, as it was first written. */
export function distinct(values: readonly string[]): string[] {
  const byForm = new Map<string, string>();
  for (const value of values) {
    const form = sameText(value);
    if (!byForm.has(form)) byForm.set(form, composed(value));
  }
  return [...byForm.values()];
}

export function short(cell: string): string {
  return cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
}
