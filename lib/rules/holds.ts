import { unreachable } from "@/lib/errors";
import { type FieldValue, MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { type Condition, isGroup, type Rule } from "@/lib/model/rule";
import type { UserValues } from "@/lib/model/user";
import { compareDecimals } from "@/lib/rules/decimal";
import { foldText } from "@/lib/rules/fold";
import type { Vocabulary } from "@/lib/rules/vocabulary";

/** All of a user that a rule can ask for. `byHand`: teams they were put in, or appointed manager of, by hand. */
export type Subject = UserValues & {
  syncId: string | null;
  role: "participant" | "author" | "admin";
  byHand?: { member: readonly number[]; manager: readonly number[] };
};

/**
 * Whether a rule without problems holds for an active user. The same as `ruleSql` asks of the database, for saying why:
 * who is in a list is decided there.
 */
export function holds(rule: Rule, user: Subject, known: Vocabulary): boolean {
  if (!isGroup(rule)) return conditionHolds(rule, user, known);
  switch (rule.match) {
    case "all":
      return rule.rules.every((part) => holds(part, user, known));
    case "any":
      return rule.rules.some((part) => holds(part, user, known));
    case "none":
      return !rule.rules.some((part) => holds(part, user, known));
    default:
      return unreachable(rule.match);
  }
}

function conditionHolds(condition: Condition, user: Subject, known: Vocabulary): boolean {
  switch (condition.on) {
    case "field":
      return fieldHolds(condition, user.fields[String(condition.fieldId)] ?? null);
    case "text":
      return textHolds(condition.op, user[condition.part], condition.text);
    case "team":
      return inTeams(condition, user, known, "member") === (condition.op === "in");
    case "manages":
      return inTeams(condition, user, known, "manager") === (condition.op === "in");
    case "source":
      return condition.syncIds.includes(user.syncId) === (condition.op === "in");
    case "role":
      return condition.roles.includes(user.role) === (condition.op === "in");
    default:
      return unreachable(condition);
  }
}

function fieldHolds(condition: Extract<Condition, { on: "field" }>, value: FieldValue): boolean {
  const text = typeof value === "string" ? value : "";
  switch (condition.op) {
    case "is_empty":
      return isEmpty(value);
    case "is_not_empty":
      return !isEmpty(value);
    case "is_any_of":
      return condition.optionIds.some((id) => idsOf(value).includes(id));
    case "is_none_of":
      return !condition.optionIds.some((id) => idsOf(value).includes(id));
    case "is_all_of":
      return condition.optionIds.every((id) => idsOf(value).includes(id));
    case "is":
    case "is_not":
    case "contains":
    case "starts_with":
      return textHolds(condition.op, text, condition.text);
    case "equals":
      return text !== "" && compareDecimals(text, condition.number) === 0;
    case "less":
      return text !== "" && compareDecimals(text, condition.number) < 0;
    case "greater":
      return text !== "" && compareDecimals(text, condition.number) > 0;
    case "on":
      return text === condition.date;
    case "before":
      return text !== "" && text < condition.date;
    case "after":
      return text > condition.date;
    default:
      return unreachable(condition);
  }
}

function textHolds(op: Extract<Condition, { on: "text" }>["op"], value: string, wanted: string): boolean {
  switch (op) {
    case "is":
      return foldText(value) === foldText(wanted);
    case "is_not":
      return foldText(value) !== foldText(wanted);
    case "contains":
      return foldText(value).includes(foldText(wanted));
    case "starts_with":
      return foldText(value).startsWith(foldText(wanted));
    case "is_empty":
      return value === "";
    case "is_not_empty":
      return value !== "";
    default:
      return unreachable(op);
  }
}

/** A condition that names no team asks for any that exists. What files said of teams that are gone is ignored. */
function inTeams(
  { teamIds }: { teamIds: readonly number[] },
  { fields, byHand }: Subject,
  { teams }: Vocabulary,
  role: "member" | "manager",
): boolean {
  const wanted = teamIds.length > 0 ? teamIds : teams.map(({ id }) => id);
  const fromFiles = idsOf(fields[String(role === "member" ? TEAMS_FIELD : MANAGES_FIELD)] ?? null);
  const mine = new Set([...fromFiles, ...(byHand?.[role] ?? [])]);
  return wanted.some((id) => mine.has(id));
}

function idsOf(value: FieldValue): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "string" || value === null ? [] : value;
}

function isEmpty(value: FieldValue): boolean {
  return value === null || value === "" || (typeof value === "object" && value.length === 0);
}
