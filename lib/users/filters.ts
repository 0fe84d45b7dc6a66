import { z } from "zod";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { FIELD_TYPES, type FieldType } from "@/lib/model/field";
import { condition, type Rule, type RuleGroup } from "@/lib/model/rule";
import { conditionWords } from "@/lib/rules/describe-rule";
import type { Vocabulary } from "@/lib/rules/vocabulary";

/** What the users' table is narrowed to: conditions as those of dynamic lists, all of which have to hold. */

const id = z.number().int().positive();

/** From and to, both included; one may be left open. Numbers in canonical decimal form, days as yyyy-MM-dd. */
const range = z
  .object({
    on: z.literal("range"),
    type: z.enum(FIELD_TYPES),
    fieldId: id,
    from: z.string(),
    to: z.string(),
  })
  .refine(({ from, to }) => from !== "" || to !== "")
  .refine(({ type, from, to }) => [from, to].every((end) => endOf(type, end) === end));

const inList = z.object({ on: z.literal("list"), op: z.enum(["in", "not_in"]), listId: id });

const filter = z.union([range, inList, condition]);
export const userFilters = z.array(filter).max(20);

export type UserFilter = z.output<typeof filter>;
type ListFilter = z.output<typeof inList>;

/** The filters in an address; none for anything that is none. */
export function readFilters(text: string): UserFilter[] {
  if (text === "") return [];
  try {
    const parsed = userFilters.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** Filters as written in an address; null for none. */
export function writeFilters(filters: readonly UserFilter[]): string | null {
  return filters.length === 0 ? null : JSON.stringify(filters);
}

/** The filters but those by list, as one rule; null when there are none. */
export function ruleOf(filters: readonly UserFilter[]): RuleGroup | null {
  const rules = filters.flatMap((each) => (each.on === "list" ? [] : [partOf(each)]));
  return rules.length === 0 ? null : { match: "all", rules };
}

function partOf(each: Exclude<UserFilter, ListFilter>): Rule {
  if (each.on !== "range") return each;
  const { fieldId, type, from, to } = each;
  const range = rangeOf(type);
  // The schema takes ranges of such types only.
  if (!range) return { match: "any", rules: [] };
  const anyOf = (rules: Rule[]): Rule[] => [{ match: "any", rules }];
  const start = from === "" ? [] : anyOf(range.from(fieldId, from));
  return { match: "all", rules: [...start, ...(to === "" ? [] : anyOf(range.to(fieldId, to)))] };
}

/** The end of a range in the form that values are stored in ("" stays open); null when it is none. */
export function endOf(type: FieldType, text: string): string | null {
  if (text.trim() === "") return "";
  return rangeOf(type)?.parse(text.trim()) ?? null;
}

/** How the type is filtered by a range; null for one that has none. */
export function rangeOf(type: FieldType) {
  const { filter } = FIELD_KINDS[type];
  return filter.by === "range" ? filter : null;
}

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
