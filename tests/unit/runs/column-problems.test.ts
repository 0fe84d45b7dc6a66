import { expect, test } from "vitest";
import type { ProfileField } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";
import { columnProblems } from "@/lib/runs/repairs/column-problems";

const STANDARD = ["ID", "Email", "First name", "Last name", "Mobile"];
const FIELDS: ProfileField[] = [
  { id: 7, label: "Department", type: "text", options: [] },
  { id: 8, label: "City", type: "text", options: [] },
];

type Told = [string, string | null, boolean];

function told(
  headers: readonly string[],
  mapping: Mapping = { columns: {} },
  before: readonly string[] = [],
): Told[] {
  const parts = { headers, columns: null, mapping, fields: FIELDS, headersBefore: before };
  return columnProblems(parts).map(({ header, probable, canBeAbsent }) => [
    header,
    probable?.header ?? null,
    canBeAbsent,
  ]);
}

test("a file that has every column lacks none, whatever else is in it", () => {
  expect(told([...STANDARD, "Department", "Shoe size"], undefined, [...STANDARD, "Department"])).toEqual([]);
});

test.each([
  ["Dept.", true],
  ["Dept", true],
  ["DEPARTMENT ", true],
  ["Departmnt", true],
  ["Shoe size", false],
  ["Dan", false],
])("%s is proposed for Department: %s", (header, isProposed) => {
  const before = [...STANDARD, "Department"];
  // Two columns more, so that its place says nothing.
  expect(told([...STANDARD, "a1", "b2", header], undefined, before)).toEqual([
    ["Department", isProposed ? header : null, true],
  ]);
});

test("without a name to go by, the only new column in the place of the only one that is missing", () => {
  expect(told([...STANDARD, "Unit"], undefined, [...STANDARD, "Department"])).toEqual([
    ["Department", "Unit", true],
  ]);
  expect(told([...STANDARD, "Unit", "x"], undefined, [...STANDARD, "Department"])).toEqual([
    ["Department", null, true],
  ]);
});

test("the place alone says nothing of a column that every file has: its other names are known", () => {
  expect(told([...STANDARD.slice(0, 4), "Floor"], undefined, STANDARD)).toEqual([["Mobile", null, true]]);
});

test("what every file needs is asked for; only ID and Email can't be gone without", () => {
  expect(told(["UID", "Mail", "First name", "Last name"])).toEqual([
    ["ID", "UID", false],
    ["Email", "Mail", false],
    ["Mobile", null, true],
  ]);
  expect(told(STANDARD.slice(0, 4), { columns: {}, without: ["mobile"] })).toEqual([]);
});

test("a column that the mapping names is asked for once, by the name it has there", () => {
  const mapping: Mapping = { columns: { Handy: { kind: "mobile" } } };
  expect(told([...STANDARD.slice(0, 4), "Handy2"], mapping, [...STANDARD.slice(0, 4), "Handy"])).toEqual([
    ["Handy", "Handy2", true],
  ]);
});

test("nothing is missing whose place the mapping has given to another column of the file", () => {
  const mapping: Mapping = { columns: { "Dept.": { kind: "field", fieldId: 7, blank: "clear" } } };
  expect(told([...STANDARD, "Dept."], mapping, [...STANDARD, "Department"])).toEqual([]);
});

test("one that fills the same by its name alone is asked about, and can't be gone without", () => {
  const mapping: Mapping = { columns: { "Work mail": { kind: "email" } } };
  expect(told(STANDARD, mapping, STANDARD)).toEqual([["Work mail", "Email", false]]);
});

test("a column of the file is proposed for one missing column only", () => {
  const mapping: Mapping = {
    columns: {
      Depart: { kind: "field", fieldId: 7, blank: "clear" },
      Departm: { kind: "field", fieldId: 8, blank: "clear" },
    },
  };
  const proposed = told([...STANDARD, "Dep"], mapping).flatMap(([, header]) => header ?? []);
  expect(proposed).toEqual(["Dep"]);
});

test("a field that was deleted, and a column that is ignored, are not missed", () => {
  const mapping: Mapping = {
    columns: { Gone: { kind: "field", fieldId: 99, blank: "clear" }, Notes: { kind: "ignore" } },
  };
  expect(told(STANDARD, mapping, ["Notes"])).toEqual([]);
});
