import { unreachable } from "@/lib/errors";
import type { FieldKind } from "@/lib/field-kinds/kind";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import {
  type Condition,
  type FieldCondition,
  type FieldOperator,
  isGroup,
  type OperandOf,
  operandOf,
  type Rule,
} from "@/lib/model/rule";
import { canonicalDecimal, compareDecimals } from "@/lib/rules/decimal";
import type { ListRule } from "@/lib/rules/membership.store";
import { problemsOf } from "@/lib/rules/problems";
import type { RuleContext } from "@/lib/rules/rule-sql.store";
import type { TextOperator } from "@/lib/rules/text-holds";
import type { HandRole } from "@/lib/rules/vocabulary";
import type { TextSearch } from "@/lib/user-columns/packed-texts";

/**
 * What users have one of each: the JSON of a profile field's value, a text as rules compare it (`text:12` of a field), teams
 * that members gave, as JSON, the Sync ID, the role.
 */
export type ColumnName =
  | `field:${number}`
  | `text:${number | "email" | "firstName" | "lastName" | "mobile"}`
  | `hand:${HandRole}`
  | "source"
  | "role";

/** Says how the database writes a text that values are compared with: see `foldSql`. */
export type Fold = (text: string) => string;

/** A rule, ready to be asked of columns. `holds` gets a value as its column has it; null for none. */
export type Node = { all: readonly Node[] } | { any: readonly Node[] } | { not: Node } | Leaf;

export type Leaf = {
  column: ColumnName;
  holds: (value: string | null, fold: Fold) => boolean;
  texts: readonly string[];
  /** The same as `holds` of texts, where many can be looked through at once. */
  search?: TextSearch;
};

/** Who is in a list, of active users; null for one that was picked person by person, which only the database knows. */
export function listNode({ kind, rule }: ListRule, context: RuleContext): Node | null {
  if (kind !== "dynamic") return null;
  return rule ? ruleNode(rule, context) : { any: [] };
}

/** The same as `ruleSql` asks of the database: nobody matches a rule with problems. */
export function ruleNode(rule: Rule, context: RuleContext): Node {
  return problemsOf(rule, context.known).length > 0 ? { any: [] } : partNode(rule, context);
}

function partNode(rule: Rule, context: RuleContext): Node {
  if (!isGroup(rule)) return conditionNode(rule, context);
  const parts = rule.rules.map((part) => partNode(part, context));
  switch (rule.match) {
    case "all":
      return { all: parts };
    case "any":
      return { any: parts };
    case "none":
      return { not: { any: parts } };
    default:
      return unreachable(rule.match);
  }
}

function conditionNode(condition: Condition, context: RuleContext): Node {
  switch (condition.on) {
    case "field":
      return fieldNode(condition, context);
    case "text":
      return textNode(`text:${condition.part}`, condition.op, condition.text);
    case "team":
      return negatedIf(condition.op === "not_in", teamsNode(condition.teamIds, "member", context));
    case "manages":
      return negatedIf(condition.op === "not_in", teamsNode(condition.teamIds, "manager", context));
    case "source":
      return negatedIf(condition.op === "not_in", sourceNode(condition.syncIds));
    case "role": {
      const roles: readonly (string | null)[] = condition.roles;
      return negatedIf(
        condition.op === "not_in",
        leaf("role", (role) => roles.includes(role)),
      );
    }
    default:
      return unreachable(condition);
  }
}

/** Users of one of these syncs; null among them is for those added manually. */
export function sourceNode(syncIds: readonly (string | null)[]): Node {
  return leaf("source", (syncId) => syncIds.includes(syncId));
}

function teamsNode(
  teamIds: readonly number[],
  role: HandRole,
  { known, byHand }: Pick<RuleContext, "known" | "byHand">,
): Node {
  const ids = new Set(teamIds.length > 0 ? teamIds : known.teams.map(({ id }) => id));
  const named = (json: string | null) => numbersIn(json).some((id) => ids.has(id));
  const fromFile = leaf(`field:${role === "member" ? TEAMS_FIELD : MANAGES_FIELD}`, named);
  const isGiven = byHand.some((hand) => hand.role === role && ids.has(hand.teamId));
  return isGiven ? { any: [fromFile, leaf(`hand:${role}`, named)] } : fromFile;
}

const TEXT_OPERATORS = { is: 1, is_not: 1, contains: 1, starts_with: 1 } as const;

function fieldNode(condition: FieldCondition, { known }: Pick<RuleContext, "known">): Node {
  const { fieldId, op } = condition;
  if (op in TEXT_OPERATORS && "text" in condition)
    return textNode(`text:${fieldId}`, condition.op, condition.text);
  const field = known.fields.find(({ id }) => id === fieldId);
  const stored = field ? FIELD_KINDS[field.type].stored : "text";
  if (field?.type === "text" && (op === "is_empty" || op === "is_not_empty"))
    return textNode(`text:${fieldId}`, op, "");
  // The schema gives each operator the operand that it compares with.
  const holds = HOLDS[op as ValueOperator] as (json: string | null, wanted: unknown, of: Stored) => boolean;
  const wanted = operandOf(condition);
  return leaf(`field:${fieldId}`, (json) => holds(json, wanted, stored));
}

type Stored = FieldKind["stored"];
type ValueOperator = Exclude<FieldOperator, keyof typeof TEXT_OPERATORS>;
type Holds<Op extends FieldOperator> = (
  json: string | null,
  wanted: OperandOf<Op>,
  stored: Stored,
) => boolean;

const NUMBER = /^-?[0-9]+([.][0-9]+)?$/;

/** Each comparison of a stored value, as `operators.store.ts` makes it, whatever type of values is there. */
const HOLDS: { readonly [Op in ValueOperator]: Holds<Op> } = {
  is_empty: isEmpty,
  is_not_empty: (json, none, stored) => !isEmpty(json, none, stored),
  is_yes: (json) => json === '"yes"',
  is_no: (json) => json === '"no"',
  is_any_of: (json, ids, stored) => ids.some((id) => names(json, id, stored)),
  is_none_of: (json, ids, stored) => !ids.some((id) => names(json, id, stored)),
  is_all_of: (json, ids, stored) => ids.every((id) => names(json, id, stored)),
  equals: (json, number) => json === JSON.stringify(canonicalDecimal(number)),
  less: (json, number) => compare(json, number) < 0,
  greater: (json, number) => compare(json, number) > 0,
  on: (json, date) => json === JSON.stringify(date),
  before: (json, date) => textOf(json) !== "" && textOf(json) < date,
  after: (json, date) => textOf(json) > date,
};

function isEmpty(json: string | null, _: null, stored: Stored): boolean {
  const text = textOf(json);
  return text === "" || (stored === "options" && text === "[]");
}

function names(json: string | null, id: number, stored: Stored): boolean {
  return stored === "option" ? json === String(id) : numbersIn(json).includes(id);
}

/** NaN, which no comparison holds for, where there is no number. */
function compare(json: string | null, number: string): number {
  const text = textOf(json);
  return NUMBER.test(text) ? compareDecimals(text, number) : Number.NaN;
}

/** A value as `->>` gives it: a text itself, and anything else as it is written. */
function textOf(json: string | null): string {
  if (json === null) return "";
  return json.startsWith('"') ? String(JSON.parse(json)) : json;
}

function numbersIn(json: string | null): readonly number[] {
  if (!json?.startsWith("[")) return [];
  return (JSON.parse(json) as unknown[]).filter((each) => typeof each === "number");
}

function textNode(column: ColumnName, op: TextOperator, wanted: string): Node {
  const search = (way: TextSearch["op"], holds: (text: string, wanted: string) => boolean): Node => ({
    ...{ column, texts: [wanted], search: { op: way, text: wanted } },
    holds: (value, fold) => holds(value ?? "", fold(wanted)),
  });
  switch (op) {
    case "is":
      return search("is", (text, other) => text === other);
    case "is_not":
      return { not: search("is", (text, other) => text === other) };
    case "contains":
      return search("contains", (text, other) => text.includes(other));
    case "starts_with":
      return search("starts_with", (text, other) => text.startsWith(other));
    case "is_empty":
      return leaf(column, (text) => text === null);
    case "is_not_empty":
      return leaf(column, (text) => text !== null);
    default:
      return unreachable(op);
  }
}

function leaf(column: ColumnName, holds: (value: string | null) => boolean): Node {
  return { column, holds, texts: [] };
}

function negatedIf(negated: boolean, node: Node): Node {
  return negated ? { not: node } : node;
}

/** Every comparison in it. */
export function leavesOf(node: Node): Leaf[] {
  if ("column" in node) return [node];
  if ("not" in node) return leavesOf(node.not);
  return ("all" in node ? node.all : node.any).flatMap(leavesOf);
}
