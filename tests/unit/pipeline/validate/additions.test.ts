import { describe, expect, test } from "vitest";
import { type FieldOption, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import { OPTIONS_MAX } from "@/lib/model/limits";
import type { ColumnTarget } from "@/lib/model/mapping";
import { openAdditions } from "@/lib/pipeline/validate/additions";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { HEADER, messages } from "./rows";

const OFFICE: ProfileField = {
  id: 14,
  label: "Office",
  type: "single_choice",
  options: [
    { id: 3, label: "Oslo", aliases: ["OSL", "Bergen"] },
    { id: 1, label: "Bergen" },
  ],
};
const DEPARTMENT: ProfileField = { ...OFFICE, id: 15, label: "Department", type: "multiple_choice" };
const CITY: ProfileField = { id: 17, label: "City", type: "multiple_choice", options: [] };
const AGE: ProfileField = { id: 16, label: "Age", type: "number", options: [] };
const FIELDS = [OFFICE, DEPARTMENT, AGE, CITY];

type Settings = Partial<Extract<ColumnTarget, { kind: "field" }>>;

/** What becomes of cells of one column, row after row, with ids from 100 on for what is new. */
function read(field: ProfileField, settings: Settings, ...cells: string[]) {
  const additions = openAdditions();
  const target = { kind: "field", fieldId: field.id, blank: "clear", ...settings } as const;
  const prepared = prepareMapping([...HEADER, "X"], { columns: { X: target } }, FIELDS, { additions });
  for (const { fieldId, count } of additions.wanted()) additions.supply(fieldId, range(100, count));
  const results = cells.map((cell, at) =>
    validateRecord(prepared, { row: at + 2, line: at + 2, cells: [`${at}`, "a@b.fi", "", "", "", cell] }),
  );
  return {
    values: results.map((result) => (result.kind === "person" ? result.person.fields[field.id] : "skipped")),
    told: results.flatMap(({ issues }) => messages(issues)),
    added: additions.found().map(({ id, label }) => `${id} ${label}`),
  };
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

describe("An option is found", () => {
  test.each([
    ["by its label, before another option's other name", "Bergen", 1],
    ["by another name", "OSL", 3],
    ["whichever way a letter is composed", "A\u030aL", 9],
  ])("%s", (_, cell, id) => {
    const field = { ...OFFICE, options: [...OFFICE.options, { id: 9, label: "\u00c5L" }] };
    const prepared = prepareMapping([...HEADER, "Office"], { columns: {} }, [field]);
    const result = validateRecord(prepared, { row: 2, line: 2, cells: ["1", "a@b.fi", "", "", "", cell] });
    expect(result.kind === "person" && result.person.fields[OFFICE.id]).toBe(id);
  });

  test("by what the mapping reads a text as, which goes before everything", () => {
    expect(
      read(OFFICE, { aliases: { Bergen: "Oslo", " Capital ": "Oslo" } }, "Bergen", "Capital").values,
    ).toEqual([3, 3]);
  });

  test("for a number too, and a text that is read as nothing clears", () => {
    const settings = { aliases: { unknown: "", forty: "40" } };
    expect(read(AGE, settings, "forty", "unknown", "7")).toMatchObject({
      values: ["40", null, "7"],
      told: [],
    });
    expect(read(DEPARTMENT, settings, "unknown", "unknown\nOslo").values).toEqual([null, [3]]);
  });
});

describe("A column that adds", () => {
  test("gives a new value the same id wherever it stands, and puts it behind what is there", () => {
    const { values, told, added } = read(
      DEPARTMENT,
      { unknown: "add" },
      "Rome\nBergen\nOslo",
      "Pisa",
      "Pisa\nRome",
    );
    expect(values).toEqual([[3, 1, 100], [101], [100, 101]]);
    expect([told, added]).toEqual([[], ["100 Rome", "101 Pisa"]]);
  });

  test("takes one value for a single choice, also behind a separator", () => {
    const settings = { unknown: "add", separator: ";" } as const;
    expect(read(OFFICE, settings, "Rome;", ";", "Rome;Pisa")).toEqual({
      values: [100, null, undefined],
      told: ["Multiple values for field: Office"],
      added: ["100 Rome"],
    });
  });

  test.each([
    ["longer than an option may be", "x".repeat(201)],
    ["with a control character", "a\u0001b"],
  ])("does not make an option of a value %s", (_, cell) => {
    const { told, added } = read(OFFICE, { unknown: "add" }, cell);
    expect([told.length, added]).toEqual([1, []]);
  });

  test("stops at 1,000, says so once, and leaves what is above out", () => {
    const cells = [...range(1, 1_002).map((at) => `V${at}`), "V1001", "V1\nV1001"];
    const { values, told, added } = read(CITY, { unknown: "add" }, ...cells);
    expect(told).toEqual(["More than 1,000 new values for field: City"]);
    expect(added.length).toBe(1_000);
    expect(values.slice(-4)).toEqual([undefined, undefined, undefined, [100]]);
  });

  test("never gives a field more options than it can have", () => {
    const options: FieldOption[] = range(1, OPTIONS_MAX - 1).map((id) => ({ id, label: `O${id}` }));
    const field = { ...OFFICE, options };
    const additions = openAdditions();
    const add = additions.otherwiseOf(field);
    expect(additions.wanted()).toEqual([{ fieldId: OFFICE.id, count: 1 }]);
    additions.supply(OFFICE.id, [9_000]);
    expect([add("A"), add("B"), add("C"), add("A")]).toEqual([
      9_000,
      {
        code: "options_too_many",
        message: "More options than the 5,000 a field can have: Office",
        value: "B",
      },
      null,
      9_000,
    ]);
  });
});

test("Teams have one list of what is new, whichever column names them first", () => {
  const additions = openAdditions();
  const field: ProfileField = { id: TEAMS_FIELD, label: "Teams", type: "multiple_choice", options: [] };
  const [one, other] = [additions.otherwiseOf(field), additions.otherwiseOf(field)];
  additions.supply(TEAMS_FIELD, [7, 8]);
  expect([one("Sales"), other("Sales"), other("Legal"), one("Legal")]).toEqual([7, 7, 8, 8]);
});
