import { expect, test } from "vitest";
import { listsAsking, mappingAfterRename, syncsFilling } from "@/lib/fields/find-uses";
import type { Mapping } from "@/lib/model/mapping";

const field = { id: 7, label: "Dept" };
const none: Mapping = { columns: {} };
const fill = { kind: "field", fieldId: 7, blank: "clear" } as const;
const sync = (headers: string[], mapping: Mapping = none) => ({ id: "s", name: "HR", headers, mapping });

test("a sync fills a field by its mapping, or by a column that has the label and no other meaning", () => {
  expect(syncsFilling(field, [sync(["Dept"])])).toMatchObject([{ header: "Dept", by: "name" }]);
  expect(syncsFilling(field, [sync(["Dept"], { columns: { Abt: fill } })])).toMatchObject([
    { header: "Abt", by: "mapping" },
  ]);
  expect(syncsFilling(field, [sync(["Dept"], { columns: { Dept: { kind: "ignore" } } })])).toEqual([]);
  expect(syncsFilling(field, [sync(["dept"]), sync([])])).toEqual([]);
});

test("a list asks for a field however deep its rule names it, and tells the options it names", () => {
  const rule = {
    match: "all" as const,
    rules: [
      {
        match: "any" as const,
        rules: [{ on: "field" as const, fieldId: 7, op: "is_any_of" as const, optionIds: [3, 4] }],
      },
      { on: "field" as const, fieldId: 7, op: "is_none_of" as const, optionIds: [4, 5] },
    ],
  };
  const list = { id: 1, name: "Sales", pages: ["Handbook"], rule };
  expect(listsAsking(7, [list])).toEqual([
    { id: 1, name: "Sales", pages: ["Handbook"], optionIds: [3, 4, 5] },
  ]);
  expect(listsAsking(8, [list])).toEqual([]);
});

const rename = (headers: string[], mapping: Mapping, expectNew: boolean) =>
  mappingAfterRename({ headers, mapping }, { fieldId: 7, from: "Dept", to: "Department", expectNew });

test("a column that filled a renamed field by its name is named in the mapping, unless the file is to follow", () => {
  expect(rename(["ID", "Dept"], none, false)).toEqual({ columns: { Dept: fill } });
  expect(rename(["ID", "Dept"], none, true)).toBe(none);
  expect(rename(["ID"], none, false)).toBe(none);
});

test("a column that has the new label already does not fill the field as well", () => {
  const ignored = { Department: { kind: "ignore" } };
  expect(rename(["Dept", "Department"], none, false)).toEqual({ columns: { Dept: fill, ...ignored } });
  const mapped: Mapping = { columns: { Abt: fill } };
  expect(rename(["Abt", "Department"], mapped, false)).toEqual({ columns: { Abt: fill, ...ignored } });
});
