import { unreachable } from "@/lib/errors";
import { ALL_KINDS, FIELD_KINDS } from "@/lib/field-kinds/registry";
import { text } from "@/lib/field-kinds/text";
import type { Wording } from "@/lib/field-kinds/wording";
import { listed } from "@/lib/format/plural";
import type { FieldType } from "@/lib/model/field";
import {
  type Condition,
  type FieldCondition,
  type FieldOperator,
  isGroup,
  operandOf,
  type Rule,
} from "@/lib/model/rule";
import type { TextOperator } from "@/lib/rules/text-holds";
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

function fieldWords(condition: FieldCondition, known: Vocabulary): string {
  const field = known.fields.find(({ id }) => id === condition.fieldId);
  const names =
    "optionIds" in condition
      ? namesOf(condition.optionIds, field?.options ?? [], "option")
      : [operandOf(condition) ?? ""].flat().map(String);
  return `${field?.label ?? "a deleted field"} ${wordingOf(condition.op, field?.type).words(names)}`;
}

/** As the field's type says it; of a field that is gone, or compared as its type can't be, as another type does. */
function wordingOf(op: FieldOperator, type: FieldType | undefined): Wording {
  const own = type && FIELD_KINDS[type].operators[op];
  const other = ALL_KINDS.find(({ operators }) => operators[op])?.operators[op];
  return own ?? other ?? { label: op, words: () => op };
}

function textWords(op: TextOperator, wanted: string): string {
  if (op === "is_empty") return "is empty";
  return op === "is_not_empty" ? "is not empty" : text.operators[op].words([wanted]);
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
    if (id === null) return not ? "was not added manually" : "was added manually";
    const name = syncs.find((sync) => sync.id === id)?.label ?? "a detached sync";
    return not ? `does not come from the sync ${name}` : `comes from the sync ${name}`;
  });
  return listed(ways, not ? "and" : "or");
}

function namesOf(ids: readonly number[], known: readonly Named[], what: string): string[] {
  const names = new Map(known.map(({ id, label }) => [id, label]));
  return ids.map((id) => names.get(id) ?? `a deleted ${what}`);
}
