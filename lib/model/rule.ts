import { z } from "zod";

/** What a dynamic list asks of a user. Nothing but values: ids of fields, options, teams and syncs, and texts. */

const id = z.number().int().positive();
const ids = z.array(id).min(1).max(200);
const text = z.string().trim().min(1).max(200);
/** Canonical decimal text, as numbers are stored. */
const number = z.string().regex(/^-?\d{1,30}(\.\d{1,30})?$/, "Enter a number, such as 1250 or -37.5.");
const date = z.iso.date("Enter a day, such as 1984-01-23.");

/** Every way to compare a profile field, and with what. Which of them a field knows is said by its type. */
export const FIELD_OPERATORS = {
  is_empty: "nothing",
  is_not_empty: "nothing",
  is_yes: "nothing",
  is_no: "nothing",
  is_any_of: "options",
  is_none_of: "options",
  is_all_of: "options",
  is: "text",
  is_not: "text",
  contains: "text",
  starts_with: "text",
  equals: "number",
  less: "number",
  greater: "number",
  on: "date",
  before: "date",
  after: "date",
} as const;
export type FieldOperator = keyof typeof FIELD_OPERATORS;

/** What operators compare with, as a condition holds it. */
export type Operands = {
  nothing: null;
  options: readonly number[];
  text: string;
  number: string;
  date: string;
};
export type OperandOf<Op extends FieldOperator> = Operands[(typeof FIELD_OPERATORS)[Op]];
type OperatorOn<O extends keyof Operands> = {
  [Op in FieldOperator]: (typeof FIELD_OPERATORS)[Op] extends O ? Op : never;
}[FieldOperator];

const onField = { on: z.literal("field"), fieldId: id };

const fieldCondition = z.discriminatedUnion("op", [
  z.object({ ...onField, op: z.enum(operatorsOn("nothing")) }),
  z.object({ ...onField, op: z.enum(operatorsOn("options")), optionIds: ids }),
  z.object({ ...onField, op: z.enum(operatorsOn("text")), text }),
  z.object({ ...onField, op: z.enum(operatorsOn("number")), number }),
  z.object({ ...onField, op: z.enum(operatorsOn("date")), date }),
]);
export type FieldCondition = z.output<typeof fieldCondition>;

function operatorsOn<O extends keyof Operands>(operand: O): OperatorOn<O>[] {
  // The keys of an object literal are what it is made of.
  const all = Object.keys(FIELD_OPERATORS) as FieldOperator[];
  return all.filter((op): op is OperatorOn<O> => FIELD_OPERATORS[op] === operand);
}

/** What a condition compares with: `OperandOf` its operator, as the schema has seen to. */
export function operandOf(condition: FieldCondition): Operands[keyof Operands] {
  if ("optionIds" in condition) return condition.optionIds;
  if ("text" in condition) return condition.text;
  if ("number" in condition) return condition.number;
  return "date" in condition ? condition.date : null;
}

const otherCondition = z.discriminatedUnion("on", [
  z.object({
    on: z.literal("text"),
    part: z.enum(["email", "firstName", "lastName", "mobile"]),
    op: z.enum(["is", "is_not", "contains", "starts_with", "is_empty", "is_not_empty"]),
    text: z.string().trim().max(200),
  }),
  /** Without `teamIds` it asks for any team at all. */
  z.object({ on: z.literal("team"), op: z.enum(["in", "not_in"]), teamIds: z.array(id).max(200) }),
  z.object({ on: z.literal("manages"), op: z.enum(["in", "not_in"]), teamIds: z.array(id).max(200) }),
  /** `null` among the syncs: users added manually. */
  z.object({
    on: z.literal("source"),
    op: z.enum(["in", "not_in"]),
    syncIds: z.array(z.string().nullable()).min(1).max(50),
  }),
  z.object({
    on: z.literal("role"),
    op: z.enum(["in", "not_in"]),
    roles: z
      .array(z.enum(["participant", "author", "admin"]))
      .min(1)
      .max(3),
  }),
]);

export const condition = z.union([fieldCondition, otherCondition]);
export type Condition = z.output<typeof condition>;

/** `all` of nothing holds for everyone, `any` of nothing for nobody, `none` of nothing for everyone. */
export type RuleGroup = { match: "all" | "any" | "none"; rules: Rule[] };
export type Rule = RuleGroup | Condition;

export const RULE_DEPTH_MAX = 4;
export const RULE_CONDITIONS_MAX = 50;

const node: z.ZodType<Rule> = z.lazy(() => z.union([group, condition]));
const group: z.ZodType<RuleGroup> = z.object({
  match: z.enum(["all", "any", "none"]),
  rules: z.array(node).max(RULE_CONDITIONS_MAX),
});

/** A whole rule as it is stored: a group, nested at most four deep with fifty conditions in all. */
export const rule: z.ZodType<RuleGroup> = group
  .refine((whole) => depthOf(whole) <= RULE_DEPTH_MAX, "Groups can be nested four deep.")
  .refine((whole) => conditionsOf(whole).length <= RULE_CONDITIONS_MAX, "At most 50 conditions.");

export function isGroup(part: Rule): part is RuleGroup {
  return "match" in part;
}

/** All conditions of a rule, in order. */
export function conditionsOf(part: Rule): Condition[] {
  return isGroup(part) ? part.rules.flatMap(conditionsOf) : [part];
}

function depthOf(part: Rule): number {
  return isGroup(part) ? 1 + Math.max(0, ...part.rules.map(depthOf)) : 0;
}
