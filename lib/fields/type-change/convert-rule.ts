import { unreachable } from "@/lib/errors";
import { FIELD_KINDS, hasOptions, isSeveral } from "@/lib/field-kinds/registry";
import type { FieldValue, ProfileField } from "@/lib/model/field";
import { type FieldCondition, isGroup, type Rule, type RuleGroup, rule as wholeRule } from "@/lib/model/rule";
import { fieldHolds } from "@/lib/rules/operators";

/** A rule that follows its field to another type; or why there is none that asks for the same. */
export type Followed = { rule: RuleGroup } | { why: string };

/** From a field to what takes its place, and what its values become. */
export type Way = {
  from: ProfileField;
  to: ProfileField;
  convert: (value: NonNullable<FieldValue>) => FieldValue;
};

/** The rule with each condition on `from` as one on `to` that holds for the same values. */
export function ruleAfter(rule: RuleGroup, way: Way): Followed {
  const reasons: string[] = [];
  const follow = (part: Rule): Rule => {
    if (isGroup(part)) return { ...part, rules: part.rules.map(follow) };
    if (part.on !== "field" || part.fieldId !== way.from.id) return part;
    const after = conditionAfter(part, way);
    if (typeof after !== "string") return after;
    reasons.push(after);
    return part;
  };
  const parsed = wholeRule.safeParse({ ...rule, rules: rule.rules.map(follow) });
  if (reasons[0] !== undefined) return { why: reasons[0] };
  return parsed.success ? { rule: parsed.data } : { why: "the rule would become too long or too deep" };
}

/** The values that conditions compare with, so that a choice gets options for them. */
export function valuesAsked(rule: Rule, from: ProfileField): NonNullable<FieldValue>[] {
  if (isGroup(rule)) return rule.rules.flatMap((part) => valuesAsked(part, from));
  if (rule.on !== "field" || rule.fieldId !== from.id) return [];
  return askedOf(rule, from)?.values ?? [];
}

/** What a condition asks: one of these values, or, `all`, each of them. `not`: that it does not hold. */
type Asked = { values: NonNullable<FieldValue>[]; not: boolean; all: boolean };

/** A condition after the change; the reason where it has no counterpart. */
function conditionAfter(condition: FieldCondition, way: Way): Rule | string {
  const { from, to } = way;
  if (condition.op === "is_empty" || condition.op === "is_not_empty")
    return { on: "field", fieldId: to.id, op: condition.op };
  const asked = askedOf(condition, from);
  const name = FIELD_KINDS[to.type].label.toLowerCase();
  const words = FIELD_KINDS[from.type].operators[condition.op]?.label ?? condition.op;
  if (!asked) return `“${words}” has no counterpart for the type ${name}`;
  if (isSeveral(from.type) && !hasOptions(to.type))
    return `a rule can't ask for one of several values in the type ${name}`;
  if (asked.all && asked.values.length > 1 && !isSeveral(to.type))
    return `“${words}” several options can't hold for the type ${name}`;
  if (hasOptions(to.type)) return choiceAfter(condition, asked, way);
  const parts: Rule[] = [];
  for (const value of asked.values) {
    const after = way.convert(value);
    if (typeof after !== "string") return `“${shown(from, value)}” can't be read as the type ${name}`;
    parts.push(equalTo(to, after));
  }
  const [only] = parts;
  if (only && parts.length === 1 && !asked.not) return only;
  return { match: asked.not ? "none" : "any", rules: parts };
}

function choiceAfter(condition: FieldCondition, asked: Asked, { from, to, convert }: Way): Rule | string {
  const ids = hasOptions(from.type)
    ? asked.values.flatMap((value) => [convert(value) ?? []].flat()).filter((id) => typeof id === "number")
    : to.options.flatMap(({ id, label }) => (holdsOf(condition, asked, from, label) ? [id] : []));
  const [first] = ids;
  if (first === undefined) return "none of its values is an option of the new type";
  const op = asked.not ? "is_none_of" : asked.all && isSeveral(to.type) ? "is_all_of" : "is_any_of";
  return { on: "field", fieldId: to.id, op, optionIds: [...new Set(ids)] };
}

/** Whether the condition, without its "not", holds for what the label meant as a value of `from`. */
function holdsOf(condition: FieldCondition, { not }: Asked, from: ProfileField, label: string): boolean {
  const value = FIELD_KINDS[from.type].cellParser(from, {})(label);
  return value !== undefined && fieldHolds(condition, value) !== not;
}

/** Null for what asks for more than certain values: a part of a text, or a range. */
function askedOf(condition: FieldCondition, from: ProfileField): Asked | null {
  const of = (values: readonly NonNullable<FieldValue>[], not = false, all = false): Asked => {
    return { values: [...values], not, all };
  };
  const options = (ids: readonly number[]) => (isSeveral(from.type) ? ids.map((id) => [id]) : ids);
  switch (condition.op) {
    case "is_yes":
      return of(["yes"]);
    case "is_no":
      return of(["no"]);
    case "is_any_of":
      return of(options(condition.optionIds));
    case "is_none_of":
      return of(options(condition.optionIds), true);
    case "is_all_of":
      return of(options(condition.optionIds), false, true);
    case "is":
      return of([condition.text]);
    case "is_not":
      return of([condition.text], true);
    case "equals":
      return of([condition.number]);
    case "on":
      return of([condition.date]);
    case "is_empty":
    case "is_not_empty":
    case "contains":
    case "starts_with":
    case "less":
    case "greater":
    case "before":
    case "after":
      return null;
    default:
      return unreachable(condition);
  }
}

/** The condition that a field of texts, numbers, dates or yes and no has exactly this value. */
function equalTo({ id, type }: ProfileField, value: string): FieldCondition {
  const on = { on: "field", fieldId: id } as const;
  if (type === "number") return { ...on, op: "equals", number: value };
  if (type === "date") return { ...on, op: "on", date: value };
  if (type === "yes_no") return { ...on, op: value === "yes" ? "is_yes" : "is_no" };
  return { ...on, op: "is", text: value };
}

function shown(from: ProfileField, value: NonNullable<FieldValue>): string {
  return FIELD_KINDS[from.type].show(from, value).join(", ");
}
