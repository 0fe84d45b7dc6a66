import { conditionWords } from "@/lib/rules/describe-rule";
import type { Vocabulary } from "@/lib/rules/vocabulary";
import type { UserFilter } from "@/lib/users/filters";

type Lists = readonly { id: number; name: string }[];

/** A filter as its chip says it: "Department is Sales or Marketing", "Hours from 10 to 20", "in the list Nurses". */
export function filterWords(filter: UserFilter, known: Vocabulary, lists: Lists): string {
  if (filter.on === "list") {
    const name = lists.find(({ id }) => id === filter.listId)?.name;
    const where = name === undefined ? "a deleted list" : `the list ${name}`;
    return `${filter.op === "in" ? "in" : "not in"} ${where}`;
  }
  if (filter.on !== "range") return conditionWords(filter, known);
  const label = known.fields.find(({ id }) => id === filter.fieldId)?.label ?? "a deleted field";
  const ends = [filter.from && `from ${filter.from}`, filter.to && `to ${filter.to}`].filter(Boolean);
  return `${label} ${ends.join(" ")}`;
}
