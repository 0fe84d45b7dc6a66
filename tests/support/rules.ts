import fc from "fast-check";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { type FieldType, type FieldValue, MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import {
  type Condition,
  FIELD_OPERATORS,
  type FieldOperator,
  type Rule,
  type RuleGroup,
} from "@/lib/model/rule";
import type { Subject } from "@/lib/rules/holds";
import type { KnownField, Vocabulary } from "@/lib/rules/vocabulary";

/** Texts that differ in case, composition, length and in signs that patterns would read. */
const TEXTS = [
  "nurse",
  "NURSE",
  "Nurse 2",
  "Åsa",
  "A\u030Asa",
  "åsa",
  "ΟΔΟΣ",
  "οδος",
  "50%",
  "a_b",
  "a\\b",
  "[]",
  "ß",
  "İx",
  "ix",
];
const NUMBERS = ["0", "-1", "1", "12.5", "-12.5", "100", "99.99", "12345678901234567890.5"];
const DATES = ["1984-01-23", "2026-05-01", "2026-05-02", "0999-12-31"];

const anyOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(values: readonly T[], minLength = 1) =>
  fc.uniqueArray(anyOf(values), { minLength, maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constant(null));

/** Users as they can be stored: each field absent, null, or a value of its type. */
export function users({ fields, teams, syncs }: Vocabulary): fc.Arbitrary<Subject> {
  const teamIds = fc.uniqueArray(anyOf([...teams.map(({ id }) => id), 999_999]), { maxLength: 3 });
  const shape = {
    ...Object.fromEntries(fields.map((field) => [field.id, valuesFor(field)])),
    [TEAMS_FIELD]: maybe(teamIds),
    [MANAGES_FIELD]: maybe(teamIds),
  };
  const hands = fc.uniqueArray(anyOf(teams.map(({ id }) => id)), { maxLength: 2 });
  return fc.record({
    email: anyOf(["anna@example.com", "ANNA@Example.com", "b@x.org"]),
    firstName: anyOf([...TEXTS, ""]),
    lastName: anyOf([...TEXTS, ""]),
    mobile: anyOf(["", "+358 40 123"]),
    fields: fc.record(shape, { requiredKeys: [], noNullPrototype: true }),
    syncId: anyOf([null, ...syncs.map(({ id }) => id)]),
    role: anyOf(["participant", "author", "admin"] as const),
    byHand: fc.record({ member: hands, manager: hands }),
  });
}

/** What a field of the type may hold, as far as its comparisons distinguish values. */
function valuesFor({ type, options }: KnownField): fc.Arbitrary<FieldValue> {
  const kind = FIELD_KINDS[type];
  const ids = options.map(({ id }) => id);
  if (kind.stored === "options") return maybe(fc.uniqueArray(anyOf(ids), { maxLength: 3 }));
  if (kind.stored === "option") return maybe(anyOf(ids));
  const operands = operatorsOf(type).map((op) => FIELD_OPERATORS[op]);
  if (operands.includes("text")) return maybe(anyOf([...TEXTS, ""]));
  if (operands.includes("number")) return maybe(anyOf(NUMBERS));
  if (operands.includes("date")) return maybe(anyOf(DATES));
  const field = { id: 1, label: "", type, options: [] };
  const parse = kind.cellParser(field, {});
  return maybe(anyOf([0, 1].map((at) => parse(kind.example(field, at, {})) ?? null)));
}

function operatorsOf(type: FieldType): FieldOperator[] {
  return Object.keys(FIELD_KINDS[type].operators) as FieldOperator[];
}

/** Whole rules over all there is, up to four groups deep. */
export function rules(known: Vocabulary): fc.Arbitrary<RuleGroup> {
  const condition = conditions(known);
  const group = (depth: number): fc.Arbitrary<RuleGroup> => {
    const part: fc.Arbitrary<Rule> =
      depth < 4 ? fc.oneof({ weight: 3, arbitrary: condition }, group(depth + 1)) : condition;
    return fc.record({
      match: anyOf(["all", "any", "none"] as const),
      rules: fc.array(part, { minLength: 1, maxLength: 3 }),
    });
  };
  return group(1);
}

function conditions({ fields, teams, syncs }: Vocabulary): fc.Arbitrary<Condition> {
  const teamIds = some(
    teams.map(({ id }) => id),
    0,
  );
  const inOrNot = anyOf(["in", "not_in"] as const);
  const texts = anyOf(["is", "is_not", "contains", "starts_with", "is_empty", "is_not_empty"] as const);
  return fc.oneof(
    ...fields.map(fieldConditions),
    fc.record({
      on: fc.constant("text" as const),
      part: anyOf(["email", "firstName", "lastName", "mobile"] as const),
      op: texts,
      text: anyOf([...TEXTS, "A", "example", "+"]),
    }),
    fc.record({ on: fc.constant("team" as const), op: inOrNot, teamIds }),
    fc.record({ on: fc.constant("manages" as const), op: inOrNot, teamIds }),
    fc.record({
      on: fc.constant("source" as const),
      op: inOrNot,
      syncIds: some([null, ...syncs.map(({ id }) => id)]),
    }),
    fc.record({
      on: fc.constant("role" as const),
      op: inOrNot,
      roles: some(["participant", "author", "admin"] as const),
    }),
  );
}

function fieldConditions({ id: fieldId, type, options }: KnownField): fc.Arbitrary<Condition> {
  const operands = fc.record({
    optionIds: some(options.length > 0 ? options.map(({ id }) => id) : [1]),
    text: anyOf([...TEXTS, "s", "%"]),
    number: anyOf([...NUMBERS, "012.50", "-0"]),
    date: anyOf(DATES),
  });
  return fc
    .tuple(anyOf(operatorsOf(type)), operands)
    .map(([op, values]) => fieldCondition(fieldId, op, values));
}

type Values = { optionIds: number[]; text: string; number: string; date: string };

function fieldCondition(
  fieldId: number,
  op: FieldOperator,
  { optionIds, text, number, date }: Values,
): Condition {
  const operand = FIELD_OPERATORS[op];
  const values = { nothing: {}, options: { optionIds }, text: { text }, number: { number }, date: { date } };
  return { on: "field", fieldId, op, ...values[operand] } as Condition;
}
