import fc from "fast-check";
import { expect, test } from "vitest";
import { labelsNeeded, valueConverter } from "@/lib/fields/type-change/convert";
import { ruleAfter, valuesAsked } from "@/lib/fields/type-change/convert-rule";
import type { FieldType, FieldValue, ProfileField } from "@/lib/model/field";
import type { FieldCondition, RuleGroup } from "@/lib/model/rule";
import { holds, type Subject } from "@/lib/rules/holds";

const subject = (fieldId: number, value: FieldValue): Subject => ({
  ...{ email: "", firstName: "", lastName: "", mobile: "", syncId: null, role: "participant" },
  fields: value === null ? {} : { [fieldId]: value },
});
const nothing = { fields: [], teams: [], syncs: [] };
const TEXTS = ["Sales", "Care", "Legal"];
const options = TEXTS.map((label, at) => ({ id: at + 1, label }));

const fromText: ProfileField = { id: 1, label: "Thing", type: "text", options: [] };
const fromChoice: ProfileField = { id: 1, label: "Thing", type: "single_choice", options };
const fromSeveral: ProfileField = { id: 1, label: "Thing", type: "multiple_choice", options };

function target(from: ProfileField, type: FieldType): ProfileField {
  const labels = from.options.length > 0 ? [] : labelsNeeded(from, { type, options: [] }, { values: TEXTS });
  const made = [...from.options.map(({ label }) => label), ...labels];
  const isChoice = type.endsWith("choice");
  return {
    id: 2,
    label: "Thing",
    type,
    options: isChoice ? made.map((label, at) => ({ id: at + 50, label })) : [],
  };
}

const textCondition = fc.record({
  on: fc.constant("field" as const),
  fieldId: fc.constant(1),
  op: fc.constantFrom("is" as const, "is_not" as const),
  text: fc.constantFrom(...TEXTS, "sales"),
});
const choiceCondition = fc.record({
  on: fc.constant("field" as const),
  fieldId: fc.constant(1),
  op: fc.constantFrom("is_any_of" as const, "is_none_of" as const),
  optionIds: fc.subarray([1, 2, 3], { minLength: 1 }),
});
const emptiness = fc.record({
  on: fc.constant("field" as const),
  fieldId: fc.constant(1),
  op: fc.constantFrom("is_empty" as const, "is_not_empty" as const),
});

type Case = [
  from: ProfileField,
  to: FieldType,
  condition: fc.Arbitrary<FieldCondition>,
  value: fc.Arbitrary<FieldValue>,
];
const one = fc.constantFrom(1, 2, 3, null);
const several = fc.oneof(fc.subarray([1, 2, 3], { minLength: 1 }), fc.constant(null));

test.each<Case>([
  [fromText, "single_choice", fc.oneof(textCondition, emptiness), fc.constantFrom(...TEXTS, null)],
  [fromText, "multiple_choice", fc.oneof(textCondition, emptiness), fc.constantFrom(...TEXTS, null)],
  [fromChoice, "text", fc.oneof(choiceCondition, emptiness), one],
  [fromChoice, "multiple_choice", fc.oneof(choiceCondition, emptiness), one],
  [
    fromSeveral,
    "single_choice",
    fc.oneof(choiceCondition, emptiness),
    several.filter((ids) => (ids?.length ?? 0) < 2),
  ],
])("property: a rule that follows %o to %s holds for the same values", (from, type, condition, value) => {
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("all" as const, "any" as const, "none" as const),
      value,
      (rules, match, has) => {
        const rule: RuleGroup = { match, rules };
        const to = target(from, type);
        const convert = valueConverter(from, to);
        const after = ruleAfter(rule, { from, to, convert });
        if (!("rule" in after)) throw new Error(after.why);
        const before = holds(rule, subject(1, has), nothing);
        const became = has === null ? null : convert(has);
        expect(holds(after.rule, subject(2, became), nothing)).toBe(before);
      },
    ),
  );
});

test.each<[ProfileField, FieldType, FieldCondition, string]>([
  [
    fromText,
    "number",
    { on: "field", fieldId: 1, op: "is", text: "many" },
    "can't be read as the type number",
  ],
  [
    fromText,
    "single_choice",
    { on: "field", fieldId: 1, op: "contains", text: "al" },
    "“contains” has no counterpart",
  ],
  [
    fromSeveral,
    "text",
    { on: "field", fieldId: 1, op: "is_any_of", optionIds: [1] },
    "one of several values",
  ],
  [
    fromSeveral,
    "single_choice",
    { on: "field", fieldId: 1, op: "is_all_of", optionIds: [1, 2] },
    "several options can't hold",
  ],
])("a rule that can't follow says why", (from, type, condition, why) => {
  const to = target(from, type);
  const after = ruleAfter(
    { match: "all", rules: [condition] },
    { from, to, convert: valueConverter(from, to) },
  );
  expect(after).toEqual({ why: expect.stringContaining(why) });
});

test("what a rule compares with is known, so that a choice gets an option for it", () => {
  const rule: RuleGroup = {
    match: "all",
    rules: [{ match: "none", rules: [{ on: "field", fieldId: 1, op: "is", text: "Legal" }] }],
  };
  expect(valuesAsked(rule, fromText)).toEqual(["Legal"]);
});
