import { describe, expect, test } from "vitest";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { BARE, FIELDS, fieldCell, HEADER, messages, plain, standardRow } from "./rows";

describe("A good row", () => {
  test("Gives a person with trimmed texts, the address as written and its key in lower case", () => {
    const validated = standardRow(" 007 ", "\u00a0John.Doe@Example.com", " John ", "Doe", "");
    expect(validated.kind === "person" && plain(validated.person)).toEqual({
      row: 2,
      line: 2,
      id: "007",
      email: "John.Doe@Example.com",
      emailKey: "john.doe@example.com",
      firstName: "John",
      lastName: "Doe",
      mobile: "",
      fields: {},
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(validated.issues).toEqual([]);
  });

  test("A line break or tab in a name is a space", () => {
    const validated = standardRow("1", "a@b.fi", "Anna\r\n Maria", "von\tHint", "+358\n 1");
    expect(validated).toMatchObject({
      kind: "person",
      person: { firstName: "Anna Maria", lastName: "von Hint", mobile: "+358 1" },
      issues: [],
    });
  });

  test("Names keep their letters and what stands between them", () => {
    const validated = standardRow("ä-1", "a@b.fi", "Åsa  Mária", "O’Néill", "");
    expect(validated).toMatchObject({ person: { id: "ä-1", firstName: "Åsa  Mária", lastName: "O’Néill" } });
  });
});

test.each(["12E4", "E+11", "#12", "#A-7", "nullable", "Nullum", "1.2", "4E", "NaNa", "#N", "e1"])(
  "%s is an ID",
  (id) => {
    expect(standardRow(id, "a@b.fi", "A", "B", "")).toMatchObject({ kind: "person", person: { id } });
  },
);

describe("A bad row is skipped, with an exact text and its ID where it can be read", () => {
  const long = "x".repeat(201);
  test.each([
    ["no ID", ["", "a@b.fi", "A", "B", ""], "required_missing", "Records must have: ID, Email", null],
    ["no e-mail", ["1", "  ", "A", "B", ""], "required_missing", "Records must have: ID, Email", "1"],
    ["nothing at all", ["", "", "", "", ""], "required_missing", "Records must have: ID, Email", null],
    ["a bad address", ["1", "a@b", "A", "B", ""], "email_invalid", "Invalid e-mail address", "1"],
    ["too few cells", ["1", "a@b.fi", "A"], "field_count", "Record has incorrect number of fields", "1"],
    [
      "too many cells",
      ["1", "a@b.fi", "A", "B", "", ""],
      "field_count",
      "Record has incorrect number of fields",
      "1",
    ],
    ["too few and no ID", ["", "a@b.fi"], "field_count", "Record has incorrect number of fields", null],
    ...[
      ["4.00123E+11", "a spreadsheet has shortened this number"],
      ["4,00123e+11", "a spreadsheet has shortened this number"],
      ["1.2E7", "a spreadsheet has shortened this number"],
      ["4E-05", "a spreadsheet has shortened this number"],
      ["#N/A", "this is an error of a spreadsheet, not an ID"],
      ["#REF!", "this is an error of a spreadsheet, not an ID"],
      ["#NAME?", "this is an error of a spreadsheet, not an ID"],
      ["#DIV/0!", "this is an error of a spreadsheet, not an ID"],
      ["#NV", "this is an error of a spreadsheet, not an ID"],
      ["#¿NOMBRE?", "this is an error of a spreadsheet, not an ID"],
      ["########", "this is an error of a spreadsheet, not an ID"],
      ["NULL", "the export writes this word where there is no ID"],
      ["(null)", "the export writes this word where there is no ID"],
    ].map(([id = "", why]): [string, string[], string, string, null] => [
      `the ID ${id}`,
      [id, "a@b.fi", "A", "B", ""],
      "id_unreadable",
      `Invalid ID: ${id} (${why})`,
      null,
    ]),
    [
      "two IDs in one cell",
      ["1\n2", "a@b.fi", "A", "B", ""],
      "value_invalid",
      "Invalid value for field ID: 1\n2",
      null,
    ],
    [
      "an endless ID",
      [long, "a@b.fi", "A", "B", ""],
      "value_invalid",
      `Invalid value for field ID: ${"x".repeat(199)}…`,
      long,
    ],
    [
      "a control character in the ID",
      ["1\u001b", "a@b.fi", "A", "B", ""],
      "value_invalid",
      "Invalid value for field ID: 1‹U+001B›",
      null,
    ],
  ] as const)("%s", (_name, cells, code, message, id) => {
    const validated = standardRow(...cells);
    expect(validated).toMatchObject({ kind: "skipped", row: 2, id });
    expect(validated.issues).toHaveLength(1);
    expect(validated.issues[0]).toMatchObject({ severity: "error", code, message, row: 2, line: 2 });
  });

  test("An ID that is not in the first column can't be read from a row of the wrong width", () => {
    const prepared = prepareMapping(["Email", "ID", "First name", "Last name", "Mobile"], BARE, FIELDS);
    const validated = validateRecord(prepared, { row: 2, line: 2, cells: ["a@b.fi", "1", "A"] });
    expect(validated).toMatchObject({ kind: "skipped", id: null });
  });

  test("The issue holds the ID, the address and the value, cut to what can be shown", () => {
    const validated = standardRow("12", `${"a".repeat(300)}@b.fi`, "A", "B", "");
    expect(validated.issues[0]).toMatchObject({ csvId: "12", column: "Email" });
    expect(validated.issues[0]?.email).toHaveLength(200);
    expect(validated.issues[0]?.value).toHaveLength(200);
  });
});

describe("A name or mobile that can't be used is a warning, and the user keeps what they have", () => {
  const LONG = "x".repeat(201);
  const CUT = `${"x".repeat(199)}…`;
  test.each([
    ["First name", LONG, "B", "1", CUT, { firstName: null, lastName: "B", mobile: "1" }],
    ["Last name", "A", "B\u0007", "1", "B‹U+0007›", { firstName: "A", lastName: null, mobile: "1" }],
    ["Mobile", "A", "B", LONG, CUT, { firstName: "A", lastName: "B", mobile: null }],
    ["Mobile", "A", "B", "3.58401E+11", "3.58401E+11", { firstName: "A", lastName: "B", mobile: null }],
    ["Mobile", "A", "B", "3,58401E+11", "3,58401E+11", { firstName: "A", lastName: "B", mobile: null }],
  ])("%s: %j %j %j", (column, first, last, mobile, shown, left) => {
    const validated = standardRow("1", "a@b.fi", first, last, mobile);
    expect(validated).toMatchObject({ kind: "person", person: left });
    expect(validated.issues).toHaveLength(1);
    const message = `Invalid value for field ${column}: ${shown}`;
    expect(validated.issues[0]).toMatchObject({
      severity: "warning",
      code: "value_invalid",
      column,
      message,
    });
  });

  test.each([
    ["358407654321.0", "358407654321"],
    ["+358407654321.00", "+358407654321"],
    ["040 111.0", "040 111.0"],
    ["12E4", "12E4"],
    ["010", "010"],
    ["", ""],
  ])("the mobile %j is read as %j", (mobile, read) => {
    const validated = standardRow("1", "a@b.fi", "A", "B", mobile);
    expect(validated).toMatchObject({ person: { mobile: read }, issues: [] });
  });
});

test.each([
  ["EMP\u00a00042", "EMP 0042"],
  ["EMP  0042", "EMP 0042"],
  ["MU\u0308N\u20117", "M\u00dcN-7"],
  ["4\u200c2", "42"],
  ["\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"],
])("the ID %j is read as %j", (cell, id) => {
  expect(standardRow(cell, "a@b.fi", "A", "B", "")).toMatchObject({ person: { id } });
  expect(standardRow(cell, "", "A", "B", "")).toMatchObject({ kind: "skipped", id });
});

describe("Profile fields", () => {
  test.each([
    ["Role", " Lead, EMEA ", { 11: "Lead, EMEA" }],
    ["Role", "01234", { 11: "01234" }],
    ["Role", "a\tb", { 11: "a\tb" }],
    ["Age", "0042.50", { 12: "42.5" }],
    ["Birthdate", "1984-01-23", { 13: "1984-01-23" }],
    ["Office", "Bergen", { 14: 2 }],
    ["Office", "Bergen\nBergen\n", { 14: 2 }],
    ["Office", "Socie\u0301te\u0301", { 14: 3 }],
    ["Office", "Ber\u00adgen", { 14: 2 }],
    ["Role", "Fu\u0308hrung\u200d", { 11: "F\u00fchrung" }],
    ["Department", "Sales", { 15: [1] }],
    ["Department", "Marketing\nSales\nMarketing", { 15: [1, 2] }],
    ["Department", "Finance\r\n Sales ", { 15: [1, 3] }],
    ["Department", "", { 15: null }],
    ["Birthdate", "  ", { 13: null }],
  ])("%s: %j", (header, cell, fields) => {
    expect(fieldCell(header, cell)).toMatchObject({ fields, issues: [] });
    expect(Object.keys(fieldCell(header, cell).fields)).toHaveLength(1);
  });

  test.each([
    ["Office", "Paris", "option_unknown", "Unknown profile field value: Paris"],
    ["Office", "oslo", "option_unknown", "Unknown profile field value: oslo (the option is called Oslo)"],
    ["Department", "Slaes", "option_unknown", "Unknown profile field value: Slaes"],
    ["Office", "Oslo\nBergen", "multiple_values", "Multiple values for field: Office"],
    ["Role", "a\nb", "multiple_values", "Multiple values for field: Role"],
    ["Age", "1\n2", "multiple_values", "Multiple values for field: Age"],
    ["Birthdate", "1984-01-23\n1984-01-24", "multiple_values", "Multiple values for field: Birthdate"],
    ["Age", "1,5", "value_invalid", "Invalid value for field Age: 1,5"],
    ["Birthdate", "1984-02-30", "value_invalid", "Invalid value for field Birthdate: 1984-02-30"],
    ["Role", "a\u0000b", "value_invalid", "Invalid value for field Role: a‹U+0000›b"],
    ["Role", "x".repeat(10_001), "value_invalid", `Invalid value for field Role: ${"x".repeat(199)}…`],
  ])("%s: %j is a warning and leaves the field as it was", (header, cell, code, message) => {
    const { fields, issues } = fieldCell(header, cell);
    expect(fields).toEqual({});
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({
      severity: "warning",
      code,
      message,
      column: header,
      row: 7,
      line: 9,
      csvId: "1",
      email: "a@b.fi",
    });
  });

  test("Of several values the known ones are set, and each unknown one is a warning", () => {
    for (const _again of [1, 2]) {
      const { fields, issues } = fieldCell("Department", "Slaes\nFinance\nHR");
      expect(fields).toEqual({ 15: [3] });
      expect(messages(issues)).toEqual([
        "Unknown profile field value: Slaes",
        "Unknown profile field value: HR",
      ]);
    }
  });

  test("A cell of a thousand unknown values does not fill the report", () => {
    const cell = Array.from({ length: 1_000 }, (_, index) => `v${index}`).join("\n");
    expect(fieldCell("Department", cell).issues).toHaveLength(100);
  });

  test("A blank cell keeps the value when the mapping says so; so does one of separators only", () => {
    const keep = { Dept: { kind: "field", fieldId: 15, blank: "keep", separator: ";" } } as const;
    expect(fieldCell("Dept", "", keep).fields).toEqual({});
    expect(fieldCell("Dept", " ; ", keep).fields).toEqual({});
    const clear = { Dept: { ...keep.Dept, blank: "clear" } } as const;
    expect(fieldCell("Dept", " ; ", clear).fields).toEqual({ 15: null });
  });

  test("A separator splits as a line break does", () => {
    const columns = { Dept: { kind: "field", fieldId: 15, blank: "clear", separator: ";" } } as const;
    expect(fieldCell("Dept", "Sales; Finance\nMarketing", columns).fields).toEqual({ 15: [1, 2, 3] });
    const role = { Job: { kind: "field", fieldId: 11, blank: "clear", separator: ";" } } as const;
    expect(messages(fieldCell("Job", "a;b", role).issues)).toEqual(["Multiple values for field: Role"]);
    expect(fieldCell("Job", "a;", role).fields).toEqual({ 11: "a" });
  });

  test("A column may have its own date format", () => {
    const columns = { Born: { kind: "field", fieldId: 13, blank: "clear", dateFormat: "d.M.yyyy" } } as const;
    expect(fieldCell("Born", "3.2.1984", columns).fields).toEqual({ 13: "1984-02-03" });
    expect(messages(fieldCell("Born", "30.2.1984", columns).issues)).toEqual([
      "Invalid value for field Birthdate: 30.2.1984",
    ]);
  });

  test("Several faults of one row are all told, and do not reach the next row", () => {
    const prepared = prepareMapping([...HEADER, "Age", "Office"], BARE, FIELDS);
    const bad = validateRecord(prepared, { row: 2, line: 2, cells: ["1", "a@b.fi", "", "", "", "x", "y"] });
    expect(messages(bad.issues)).toEqual([
      "Invalid value for field Age: x",
      "Unknown profile field value: y",
    ]);
    const good = validateRecord(prepared, {
      row: 3,
      line: 3,
      cells: ["2", "c@d.fi", "", "", "", "1", "Oslo"],
    });
    expect(good.issues).toEqual([]);
  });

  test("A warning is told once when the row is looked at twice", () => {
    const prepared = prepareMapping([...HEADER, "Age"], BARE, FIELDS);
    const row = validateRecord(prepared, { row: 2, line: 2, cells: ["1", "a@b.fi", "A\nB", "", "", "x"] });
    expect(row).toMatchObject({ kind: "person", person: { firstName: "A B" } });
    expect(messages(row.issues)).toEqual(["Invalid value for field Age: x"]);
  });
});
