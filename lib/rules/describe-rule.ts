import { unreachable } from "@/lib/errors";
import { type Condition, isGroup, type Rule } from "@/lib/model/rule";
import type { Named, Vocabulary } from "@/lib/rules/vocabulary";

const PARTS: Readonly<Record<Extract<Condition, { on: "text" }>["part"], string>> = {
  email: "E-mail",
  firstName: "First name",
  lastName: "Last name",
  mobile: "Mobile",
};

/** "E-mail" for `email`. */
export function partLabel(part: keyof typeof PARTS): string {
  return PARTS[part];
}

/** A whole rule as one sentence: "Department is Sales or Marketing, and (Hours is more than 20 or is in a team)". */
export function ruleWords(rule: Rule, known: Vocabulary): string {
  const words = partWords(rule, known, true);
  return isGroup(rule) ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : words;
}

function partWords(part: Rule, known: Vocabulary, isTop: boolean): string {
  if (!isGroup(part)) return conditionWords(part, known);
  const inner = part.rules.map((each) => partWords(each, known, false));
  if (inner.length === 0) return "(an empty group)";
  if (part.match === "none")
    return inner.length === 1 ? `not (${inner[0]})` : `none of (${inner.join("; ")})`;
  const joint = part.match === "all" ? "and" : "or";
  const whole = inner.join(isTop ? `, ${joint} ` : ` ${joint} `);
  return isTop || inner.length === 1 ? whole : `(${whole})`;
}

/** One condition as a clause: "Department is Sales or Marketing", "is in no team". */
export function conditionWords(condition: Condition, known: Vocabulary): string {
  switch (condition.on) {
    case "field":
      return fieldWords(condition, known);
    case "text":
      return `${PARTS[condition.part]} ${textWords(condition.op, condition.text)}`;
    case "team":
      return teamWords(condition, known.teams, { in: "is in", not_in: "is not in", none: "is in no team" });
    case "manages":
      return teamWords(condition, known.teams, {
        in: "manages",
        not_in: "does not manage",
        none: "manages no team",
      });
    case "source":
      return sourceWords(condition, known);
    case "role":
      return `role ${condition.op === "in" ? "is" : "is not"} ${listed(condition.roles, "or")}`;
    default:
      return unreachable(condition);
  }
}

function fieldWords(condition: Extract<Condition, { on: "field" }>, known: Vocabulary): string {
  const field = known.fields.find(({ id }) => id === condition.fieldId);
  const label = field?.label ?? "a deleted field";
  const options =
    "optionIds" in condition ? namesOf(condition.optionIds, field?.options ?? [], "option") : [];
  const multiple = field?.type === "multiple_choice";
  switch (condition.op) {
    case "is_empty":
      return `${label} has no value`;
    case "is_not_empty":
      return `${label} has a value`;
    case "is_any_of":
      return `${label} ${multiple ? "includes" : "is"} ${listed(options, "or")}`;
    case "is_all_of":
      return `${label} includes ${listed(options, "and")}`;
    case "is_none_of":
      return `${label} ${multiple ? "does not include" : "is not"} ${listed(options, "or")}`;
    case "is":
    case "is_not":
    case "contains":
    case "starts_with":
      return `${label} ${textWords(condition.op, condition.text)}`;
    case "equals":
      return `${label} is ${condition.number}`;
    case "less":
      return `${label} is less than ${condition.number}`;
    case "greater":
      return `${label} is more than ${condition.number}`;
    case "on":
    case "before":
    case "after":
      return `${label} is ${condition.op} ${condition.date}`;
    default:
      return unreachable(condition);
  }
}

function textWords(op: Extract<Condition, { on: "text" }>["op"], text: string): string {
  switch (op) {
    case "is":
      return `is “${text}”`;
    case "is_not":
      return `is not “${text}”`;
    case "contains":
      return `contains “${text}”`;
    case "starts_with":
      return `starts with “${text}”`;
    case "is_empty":
      return "is empty";
    case "is_not_empty":
      return "is not empty";
    default:
      return unreachable(op);
  }
}

function teamWords(
  { op, teamIds }: { op: "in" | "not_in"; teamIds: readonly number[] },
  teams: readonly Named[],
  words: { in: string; not_in: string; none: string },
): string {
  if (teamIds.length === 0) return op === "in" ? `${words.in} a team` : words.none;
  return `${words[op]} the team ${listed(namesOf(teamIds, teams, "team"), "or")}`;
}

function sourceWords({ op, syncIds }: Extract<Condition, { on: "source" }>, { syncs }: Vocabulary): string {
  const not = op === "not_in";
  const ways = syncIds.map((id) => {
    if (id === null) return not ? "was not added by hand" : "was added by hand";
    const name = syncs.find((sync) => sync.id === id)?.label ?? "a detached sync";
    return not ? `does not come from the sync ${name}` : `comes from the sync ${name}`;
  });
  return listed(ways, not ? "and" : "or");
}

function namesOf(ids: readonly number[], known: readonly Named[], what: string): string[] {
  const names = new Map(known.map(({ id, label }) => [id, label]));
  return ids.map((id) => names.get(id) ?? `a deleted ${what}`);
}

/** "a", "a or b", "a, b or c"; many are cut short. */
function listed(words: readonly string[], joint: "and" | "or"): string {
  if (words.length > 6) return `${words.slice(0, 5).join(", ")} ${joint} ${words.length - 5} more`;
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}
