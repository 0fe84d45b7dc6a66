import fc from "fast-check";
import { expect, test } from "vitest";
import { conditionsOf, type RuleGroup, rule as ruleSchema } from "@/lib/model/rule";
import { draftOf, emptyCondition, isDraftGroup, readDraft } from "@/lib/rules/draft";
import { editDraft } from "@/lib/rules/edit-draft";
import type { Vocabulary } from "@/lib/rules/vocabulary";
import { rules } from "../../support/rules";

const named = (id: number, label: string) => ({ id, label });
const known: Vocabulary = {
  fields: [
    { id: 1, label: "Title", type: "text", options: [] },
    { id: 2, label: "Hours", type: "number", options: [] },
    { id: 3, label: "Start", type: "date", options: [] },
    { id: 6, label: "Remote", type: "yes_no", options: [] },
    { id: 4, label: "Site", type: "single_choice", options: [named(41, "Turku")] },
    { id: 5, label: "Department", type: "multiple_choice", options: [named(51, "Sales"), named(52, "Care")] },
  ],
  teams: [named(7, "North"), named(8, "South")],
  syncs: [{ id: "s1", label: "HR" }],
};

test("every rule survives the builder as it was", () => {
  fc.assert(
    fc.property(rules(known), (rule) => {
      const stored = ruleSchema.safeParse(rule);
      // Some are more than the builder, or the schema, takes.
      if (!stored.success || conditionsOf(rule).length > 50) return;
      expect(withoutIdleText(readDraft(draftOf(stored.data)).rule)).toEqual(withoutIdleText(stored.data));
    }),
    { seed: 3, numRuns: 300 },
  );
});

/** A text that is not compared with is not kept. */
function withoutIdleText(rule: RuleGroup | null): unknown {
  return JSON.parse(JSON.stringify(rule), (_, value) =>
    value?.on === "text" && /empty/.test(value.op) ? { ...value, text: "" } : value,
  );
}

const draft = () => draftOf({ match: "all", rules: [{ on: "field", fieldId: 5, op: "is_empty" }] });

test("what is missing is reported by its path", () => {
  const begun = draft();
  const number = { ...emptyCondition(), topic: "field:2", op: "less", text: "ten" };
  const pick = { ...emptyCondition(), topic: "team", op: "in" };
  const { rule, incomplete } = readDraft({
    ...begun,
    parts: [...begun.parts, emptyCondition(), number, pick],
  });
  expect(rule).toBeNull();
  expect([...incomplete]).toEqual([
    ["1", "Choose a field."],
    ["2", "Enter a number, such as 1250 or -37.5."],
    ["3", "Choose at least one."],
  ]);
});

test("numbers are taken as people write them", () => {
  const number = { ...emptyCondition(), topic: "field:2", op: "less", text: "1 250,5" };
  expect(readDraft({ ...draft(), parts: [number] }).rule?.rules).toEqual([
    { on: "field", fieldId: 2, op: "less", number: "1250.5" },
  ]);
});

test("parts are added, duplicated with keys of their own, and removed", () => {
  const begun = draft();
  const [first] = begun.parts;
  const copied = editDraft(begun, { do: "copy", key: first?.key ?? "" });
  expect(new Set(copied.parts.map(({ key }) => key)).size).toBe(2);
  const group = draft();
  const nested = editDraft(copied, { do: "add", into: begun.key, part: group });
  const inner = group.parts[0]?.key ?? "";
  const without = editDraft(nested, { do: "remove", key: inner });
  expect(without.parts.map((part) => isDraftGroup(part) && part.parts.length)).toEqual([false, false, 0]);
  expect(editDraft(nested, { do: "remove", key: "nobody" })).toBe(nested);
});
