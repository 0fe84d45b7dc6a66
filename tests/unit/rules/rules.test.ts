import { expect, test } from "vitest";
import { reasonsOf } from "@/lib/lists/reasons";
import { type Condition, type Rule, type RuleGroup, rule as ruleSchema } from "@/lib/model/rule";
import { canonicalDecimal, compareDecimals } from "@/lib/rules/decimal";
import { ruleWords } from "@/lib/rules/describe-rule";
import { holds, type Subject } from "@/lib/rules/holds";
import { problemsOf } from "@/lib/rules/problems";
import { foldText } from "@/lib/rules/text-holds";
import type { Vocabulary } from "@/lib/rules/vocabulary";

const known: Vocabulary = {
  fields: [
    { id: 1, label: "Title", type: "text", options: [] },
    { id: 2, label: "Hours", type: "number", options: [] },
    { id: 3, label: "Start", type: "date", options: [] },
    { id: 6, label: "Remote", type: "yes_no", options: [] },
    {
      id: 4,
      label: "Site",
      type: "single_choice",
      options: [
        { id: 41, label: "Turku" },
        { id: 42, label: "Oulu" },
      ],
    },
    {
      id: 5,
      label: "Department",
      type: "multiple_choice",
      options: [
        { id: 51, label: "Sales" },
        { id: 52, label: "Care" },
      ],
    },
  ],
  teams: [{ id: 7, label: "North" }],
  syncs: [{ id: "s1", label: "HR" }],
};

const anna: Subject = {
  ...{
    email: "anna@example.com",
    firstName: "Anna",
    lastName: "Aho",
    mobile: "",
    syncId: "s1",
    role: "participant",
  },
  fields: { 1: "Registered Nurse", 2: "-12.5", 3: "2026-05-01", 4: 41, 5: [51, 52], 6: "no", "-1": [7, 99] },
};
const all = (...rules: Rule[]): RuleGroup => ({ match: "all", rules });
const field = (fieldId: number, rest: object) => ({ on: "field", fieldId, ...rest }) as Condition;

test.each<[Condition, boolean, string]>([
  [field(1, { op: "contains", text: "nurse" }), true, "Title contains “nurse”"],
  [field(1, { op: "is", text: "nurse" }), false, "Title is “nurse”"],
  [field(1, { op: "starts_with", text: "REG" }), true, "Title starts with “REG”"],
  [field(2, { op: "less", number: "-12.4" }), true, "Hours is less than -12.4"],
  [field(2, { op: "greater", number: "-12.50" }), false, "Hours is more than -12.50"],
  [field(2, { op: "equals", number: "-012.50" }), true, "Hours is -012.50"],
  [field(3, { op: "on", date: "2026-05-01" }), true, "Start is on 2026-05-01"],
  [field(3, { op: "before", date: "2026-05-01" }), false, "Start is before 2026-05-01"],
  [field(3, { op: "after", date: "2026-04-30" }), true, "Start is after 2026-04-30"],
  [field(4, { op: "is_any_of", optionIds: [41, 42] }), true, "Site is Turku or Oulu"],
  [field(4, { op: "is_none_of", optionIds: [42] }), true, "Site is not Oulu"],
  [field(5, { op: "is_all_of", optionIds: [51, 52] }), true, "Department includes Sales and Care"],
  [field(5, { op: "is_none_of", optionIds: [51] }), false, "Department does not include Sales"],
  [field(5, { op: "is_empty" }), false, "Department has no value"],
  [field(6, { op: "is_yes" }), false, "Remote is yes"],
  [field(6, { op: "is_no" }), true, "Remote is no"],
  [field(6, { op: "is_empty" }), false, "Remote has no value"],
  [{ on: "text", part: "mobile", op: "is_empty", text: "" }, true, "Mobile is empty"],
  [{ on: "team", op: "in", teamIds: [7] }, true, "is in the team North"],
  [{ on: "team", op: "not_in", teamIds: [] }, false, "is in no team"],
  [{ on: "manages", op: "in", teamIds: [] }, false, "manages a team"],
  [{ on: "source", op: "in", syncIds: [null, "s1"] }, true, "was added manually or comes from the sync HR"],
  [{ on: "source", op: "not_in", syncIds: ["s1"] }, false, "does not come from the sync HR"],
  [{ on: "role", op: "in", roles: ["author", "admin"] }, false, "role is author or admin"],
])("%j is asked and told", (condition, expected, words) => {
  expect([holds(condition, anna, known), ruleWords(condition, known)]).toEqual([expected, words]);
});

test("someone without a value is before no day, less than no number, and not equal to any text", () => {
  const nobody = { ...anna, fields: {} };
  expect(holds(field(3, { op: "before", date: "2026-05-01" }), nobody, known)).toBe(false);
  expect(holds(field(2, { op: "less", number: "1" }), nobody, known)).toBe(false);
  expect(holds(field(1, { op: "is_not", text: "Nurse" }), nobody, known)).toBe(true);
  expect(holds(field(5, { op: "is_empty" }), { ...anna, fields: { 5: [] } }, known)).toBe(true);
});

test("a whole rule reads as a sentence", () => {
  const rule = all(field(4, { op: "is_any_of", optionIds: [41] }), {
    match: "any",
    rules: [field(5, { op: "is_empty" }), { match: "none", rules: [{ on: "team", op: "in", teamIds: [] }] }],
  });
  expect(ruleWords(rule, known)).toBe("Site is Turku, and (Department has no value or not (is in a team))");
});

test("why names the conditions that hold, and of each what is theirs", () => {
  const rule = all(field(5, { op: "is_any_of", optionIds: [52, 51] }), {
    match: "any",
    rules: [field(4, { op: "is_any_of", optionIds: [41, 42] }), field(1, { op: "is", text: "x" })],
  });
  expect(reasonsOf(rule, { ...anna, fields: { ...anna.fields, 5: [51] } }, known)).toEqual([
    "Department includes Sales",
    "Site is Turku",
  ]);
  expect(reasonsOf({ match: "none", rules: [field(1, { op: "is", text: "x" })] }, anna, known)).toEqual([
    "Not (Title is “x”)",
  ]);
});

test("what is deleted, unfit or open is a problem with its place", () => {
  const rule = all(
    field(9, { op: "is_empty" }),
    {
      match: "none",
      rules: [field(5, { op: "is_any_of", optionIds: [51, 99] }), { match: "any", rules: [] }],
    },
    field(2, { op: "contains", text: "1" }),
    { on: "team", op: "in", teamIds: [8] },
    { on: "source", op: "in", syncIds: ["gone"] },
    { on: "text", part: "email", op: "contains", text: "" },
  );
  expect(problemsOf(rule, known).map(({ path, message }) => [path.join("."), message])).toEqual([
    ["0", "The profile field of this condition was deleted. Choose another one."],
    ["1.0", "An option of “Department” in this condition was deleted. Choose another one."],
    ["1.1", "This group has no conditions. Add one, or remove the group."],
    ["2", "“Hours” can't be compared like this."],
    ["3", "A team in this condition was deleted. Choose another one."],
    ["4", "A sync in this condition was detached. Choose another one."],
    ["5", "Enter what to look for."],
  ]);
});

test("rules nest four deep and have fifty conditions at most", () => {
  const leaf = field(5, { op: "is_empty" });
  const deep = (levels: number): RuleGroup => all(levels === 1 ? leaf : deep(levels - 1));
  expect(ruleSchema.safeParse(deep(4)).success).toBe(true);
  expect(ruleSchema.safeParse(deep(5)).error?.issues[0]?.message).toBe("Groups can be nested four deep.");
  const wide = (count: number) => all(all(...Array(count).fill(leaf)), leaf);
  expect(ruleSchema.safeParse(wide(49)).success).toBe(true);
  expect(ruleSchema.safeParse(wide(50)).success).toBe(false);
});

test.each([
  ["1", "2", -1],
  ["-1", "-2", 1],
  ["0", "-0", 0],
  ["10", "9", 1],
  ["0.10", "0.1", 0],
  ["-0.05", "0.01", -1],
  ["12345678901234567890.2", "12345678901234567890.1", 1],
])("%s compared with %s", (a, b, sign) => {
  expect(Math.sign(compareDecimals(a, b))).toBe(sign);
});

test("numbers have one text, and text is compared composed and in lower case", () => {
  expect(["-012.50", "0.0", "-0", "007"].map(canonicalDecimal)).toEqual(["-12.5", "0", "0", "7"]);
  expect(["A\u030Asa", "ΟΔΟΣ", "İx"].map(foldText)).toEqual(["åsa", "οδοσ", "ix"]);
});
