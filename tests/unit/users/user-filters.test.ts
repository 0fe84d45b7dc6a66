import { expect, test } from "vitest";
import { rule } from "@/lib/model/rule";
import { readColumns, writeColumns } from "@/lib/users/columns";
import { topicsOf } from "@/lib/users/filter-topics";
import { filterWords, readFilters, ruleOf, type UserFilter, writeFilters } from "@/lib/users/filters";

const hours: UserFilter = { on: "range", type: "number", fieldId: 7, from: "10", to: "" };
const sales: UserFilter = { on: "field", fieldId: 8, op: "is_any_of", optionIds: [81, 82] };
const nurses: UserFilter = { on: "list", op: "in", listId: 3 };

test("filters survive the address", () => {
  const filters = [hours, sales, nurses];
  expect(readFilters(writeFilters(filters) ?? "")).toEqual(filters);
  expect(writeFilters([])).toBeNull();
});

test.each([
  "",
  "x",
  "{}",
  '[{"on":"range","type":"number","fieldId":7,"from":"","to":""}]',
  '[{"on":"range","type":"number","fieldId":7,"from":"1e9","to":""}]',
  '[{"on":"range","type":"date","fieldId":7,"from":"2026-02-30","to":""}]',
  '[{"on":"list","op":"in","listId":-1}]',
])("an address that somebody made up filters nothing: %s", (text) => {
  expect(readFilters(text)).toEqual([]);
});

test("the rule of the filters is one that a list could have, without the lists", () => {
  const whole = ruleOf([hours, sales, nurses]);
  expect(rule.safeParse(whole).success).toBe(true);
  expect(whole?.rules).toHaveLength(2);
  expect(ruleOf([nurses])).toBeNull();
});

test("chips say what they do, also of what is gone", () => {
  const options = [
    { id: 81, label: "Sales" },
    { id: 82, label: "Marketing" },
  ];
  const known = {
    fields: [
      { id: 7, label: "Hours", type: "number" as const, options: [] },
      { id: 8, label: "Department", type: "single_choice" as const, options },
    ],
    teams: [],
    syncs: [],
  };
  const said = (filter: UserFilter) => filterWords(filter, known, [{ id: 3, name: "Nurses" }]);
  expect(said(hours)).toBe("Hours from 10");
  expect(said({ ...hours, to: "20" })).toBe("Hours from 10 to 20");
  expect(said(sales)).toBe("Department is Sales or Marketing");
  expect(said(nurses)).toBe("in the list Nurses");
  expect(said({ on: "list", op: "not_in", listId: 4 })).toBe("not in a deleted list");
  expect(said({ ...hours, fieldId: 99 })).toBe("a deleted field from 10");
});

test("the menu turns choices into filters; what there is nothing of is not offered", () => {
  const field = {
    id: 8,
    label: "Department",
    type: "single_choice" as const,
    options: [{ id: 81, label: "Sales" }],
  };
  const groups = topicsOf({
    fields: [field],
    teams: [],
    lists: [],
    syncs: [{ id: "a".repeat(24), name: "HR" }],
  });
  const topics = groups.flatMap((group) => group.topics);
  expect(topics.map(({ key }) => key)).toEqual(["field-8", "source", "role"]);
  const asked = (key: string, values: string[]) => {
    const topic = topics.find((each) => each.key === key);
    return topic?.kind === "choices" ? topic.toFilter(values) : null;
  };
  expect(asked("field-8", ["81"])).toEqual({ on: "field", fieldId: 8, op: "is_any_of", optionIds: [81] });
  expect(asked("field-8", ["none"])).toEqual({ on: "field", fieldId: 8, op: "is_empty" });
  expect(asked("source", ["none", "a".repeat(24)])).toEqual({
    ...{ on: "source", op: "in" },
    syncIds: [null, "a".repeat(24)],
  });
});

test("yes or no is chosen as one of two", () => {
  const field = { id: 9, label: "Remote", type: "yes_no" as const, options: [] };
  const [topic] = topicsOf({ fields: [field], teams: [], lists: [], syncs: [] })[0]?.topics ?? [];
  if (topic?.kind !== "choices") throw new Error("no choices");
  expect([topic.one, topic.choices.map(({ label }) => label)]).toEqual([true, ["No value", "Yes", "No"]]);
  expect(["yes", "no", "none"].map((value) => topic.toFilter([value]))).toEqual([
    { on: "field", fieldId: 9, op: "is_yes" },
    { on: "field", fieldId: 9, op: "is_no" },
    { on: "field", fieldId: 9, op: "is_empty" },
  ]);
});

test("columns stand in one order, and forget fields that are gone", () => {
  expect(readColumns(undefined, [7])).toEqual(["email", "csvId", "source", "role"]);
  expect(readColumns(writeColumns(["field-7", "teams", "email", "field-9"]), [7])).toEqual([
    "email",
    "teams",
    "field-7",
  ]);
  expect(readColumns("", [7])).toEqual([]);
});
