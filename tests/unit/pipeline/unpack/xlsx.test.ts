import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { READ_DEFAULTS, readAsFetched } from "@/lib/model/file";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { refusal, unpack } from "../../../support/unpack";
import { inline, xlsxOf } from "../../../support/xlsx";
import { zipOf } from "../../../support/zip";

const one = (rows: string, more: Partial<Parameters<typeof xlsxOf>[0]> = {}) =>
  xlsxOf({ sheets: [{ name: "Staff", rows }], ...more });
const cellOf = async (cell: string, more: Partial<Parameters<typeof xlsxOf>[0]> = {}) =>
  (await unpack("a.xlsx", one(`<row>${inline("x")}${cell}</row>`, more)))?.text.slice(2, -1);

describe("a cell is", () => {
  test.each<[string, string, string]>([
    ["a whole number as written", "<c><v>42</v></c>", "42"],
    ["a number of 20 digits as written", "<c><v>12345678901234567890</v></c>", "12345678901234567890"],
    ["a number with an exponent in full", "<c><v>4.00123E+11</v></c>", "400123000000"],
    ["a very large one, too", "<c><v>1.5E+30</v></c>", "1500000000000000000000000000000"],
    ["a very small one, too", "<c><v>1.5E-7</v></c>", "0.00000015"],
    ["a decimal as it is shown", "<c><v>1.1000000000000001</v></c>", "1.1"],
    ["a sum as it is shown", "<c><v>0.30000000000000004</v></c>", "0.3"],
    ["zero without a sign", "<c><v>-0</v></c>", "0"],
    ["a text with leading zeros", inline("00042"), "00042"],
    ["a text that looks like a number", inline("4.00123E+11"), "4.00123E+11"],
    ["a text with quotes and commas", inline('say "hi", Bob'), '"say ""hi"", Bob"'],
    ["a text of two lines", inline("Sales&#13;&#10;HR"), '"Sales\nHR"'],
    ["a text with an escaped line end", inline("Sales_x000D__x000A_HR"), '"Sales\nHR"'],
    ["a text with an escape that is meant", inline("a_x005F_b"), "a_b"],
    ["a text with entities", inline("A &amp; B &#x4e2d;"), "A & B 中"],
    ["a shared text", '<c t="s"><v>0</v></c>', "Ann"],
    ["a shared text of parts, without reading aids", '<c t="s"><v>1</v></c>', "Ann Ek"],
    ["an empty shared text", '<c t="s"><v>2</v></c>', ""],
    ["the result of a formula", '<c t="str"><f>A1</f><v>Ann</v></c>', "Ann"],
    ["a formula that gives nothing", '<c t="str"><f>A1</f><v></v></c>', ""],
    ["a formula that nobody has calculated", "<c><f>A1</f></c>", "#N/A"],
    ["an error", '<c t="e"><v>#REF!</v></c>', "#REF!"],
    ["yes", '<c t="b"><v>1</v></c>', "TRUE"],
    ["no", '<c t="b"><v>0</v></c>', "FALSE"],
    ["a date that is stored as text", '<c t="d"><v>2024-03-01T00:00:00Z</v></c>', "2024-03-01"],
    ["blank but formatted", '<c s="1"/>', ""],
  ])("%s", async (_what, cell, text) => {
    const strings =
      "<si><t>Ann</t></si><si><r><t>Ann</t></r><r><t xml:space='preserve'> Ek</t></r><rPh><t>アン</t></rPh></si><si/>";
    const bytes = one(`<row>${inline("x")}${cell}</row>`, { strings, formats: [14] });
    expect((await unpack("a.xlsx", bytes))?.text).toBe(text === "" ? "x\n" : `x,${text}\n`);
  });
});

test.each<[string | number, string, string]>([
  [14, "45352", "2024-03-01"],
  [22, "45352.5", "2024-03-01 12:00:00"],
  [22, "45352", "2024-03-01"],
  [20, "0.75", "18:00:00"],
  ["[h]:mm", "1.25", "30:00:00"],
  ["dd.mm.yyyy", "45352.25", "2024-03-01"],
  ["yyyy-mm-dd hh:mm", "45352.999999", "2024-03-02"],
  ['[$-409]d" of "mmmm;@', "45352", "2024-03-01"],
  ["mmm yy", "45352", "2024-03-01"],
  ["mm:ss", "0.5", "12:00:00"],
  ["[Red]0.00", "45352.5", "45352.5"],
  ['0" days"', "45352", "45352"],
  ["General", "45352", "45352"],
  ["#,##0.00 [$€-407]", "1234.5", "1234.5"],
  ["0.00E+00", "400123000000", "400123000000"],
  ["00000", "42", "00042"],
  ["00000", "1234567", "1234567"],
  ["@", "42", "42"],
  [14, "1", "1900-01-01"],
  [14, "59", "1900-02-28"],
  [14, "60", "1900-02-29"],
  [14, "61", "1900-03-01"],
  [14, "-1", "-1"],
  [14, "9999999", "9999999"],
])("with the format %s, %s is %s", async (format, value, text) => {
  expect(await cellOf(`<c s="1"><v>${value}</v></c>`, { formats: [format] })).toBe(text);
});

test("a workbook of an old Mac counts its days from 1904", async () => {
  expect(await cellOf('<c s="1"><v>43890</v></c>', { formats: [14], is1904: true })).toBe("2024-03-01");
});

test("rows and cells keep their places, and blank ones at the end are not there", async () => {
  const rows = `<row r="2"><c r="B2"><v>1</v></c><c r="D2" s="0"/></row><row r="3"><c r="A3"/></row><row r="5"><c r="AA5"><v>2</v></c></row><row r="9"/>`;
  expect((await unpack("a.xlsx", one(rows)))?.text).toBe(`\n,1\n\n\n${",".repeat(26)}2\n`);
});

test("rows of a sheet that end early are as wide as the header, with the rows that the spreadsheet shows", async () => {
  const rows = `<row>${inline("ID")}${inline("Email")}${inline("Team")}</row><row/><row>${inline("1")}</row><row>${inline("2")}${inline("b@x.com")}${inline("A")}${inline("B")}</row>`;
  const { text, sheet } = (await unpack("a.xlsx", one(rows))) ?? {};
  async function* bytes() {
    yield Buffer.from(text ?? "");
  }
  // Whatever the sync is set to.
  const set = { ...READ_DEFAULTS, encoding: "windows-1252", delimiter: ";" } as const;
  const read = [];
  for await (const part of readCsv(bytes(), readAsFetched(set, { sheet: sheet ?? undefined })))
    read.push(part);
  expect(read[1]).toMatchObject({
    records: [
      { row: 3, cells: ["1", "", ""] },
      { row: 4, cells: ["2", "b@x.com", "A", "B"] },
    ],
  });
});

const three = xlsxOf({
  sheets: [
    { name: "Lists", rows: `<row>${inline("hidden")}</row>`, state: "hidden" },
    { name: "Staff", rows: `<row>${inline("staff")}</row>` },
    { name: "Teams & Co", rows: `<row>${inline("teams")}</row>` },
  ],
});

test.each([
  [null, "staff", "Staff"],
  ["teams & co", "teams", "Teams & Co"],
  ["Lists", "hidden", "Lists"],
])("of the sheets, %s gives %s", async (sheet, text, name) => {
  const found = await unpack("a.xlsx", three, { settings: { zipEntry: null, sheet } });
  expect(found).toMatchObject({ text: `${text}\n`, sheet: name, layers: ["a.xlsx", `sheet “${name}”`] });
});

test("other sheets that could be read are told", async () => {
  expect((await unpack("a.xlsx", three))?.others).toEqual(["Teams & Co"]);
});

describe("refused with a text of its own", () => {
  const xlsxWith = (xml: string | Uint8Array) =>
    zipOf([
      {
        name: "xl/workbook.xml",
        bytes: '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        bytes: '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>',
      },
      { name: "xl/s.xml", bytes: xml },
    ]);
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
  const fetches = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>`;
  const many = Array.from({ length: 40_000 }, () => '<c t="s"><v>0</v></c>').join("");
  test.each<[string, Uint8Array, string]>([
    [
      "a sheet that is not there",
      three,
      "file_sheet: “a.xlsx” has no sheet “People”. It has: “Staff”, “Teams & Co”. Hidden: “Lists”.",
    ],
    ["no sheet at all", xlsxOf({ sheets: [] }), "file_sheet: “a.xlsx” has no sheet “People”. It has: ."],
    [
      "entities that grow",
      xlsxWith(laughs),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: its part xl/s.xml can't be read.",
    ],
    [
      "entities from elsewhere",
      xlsxWith(fetches),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: its part xl/s.xml can't be read.",
    ],
    [
      "an entity nobody has named",
      xlsxWith("<worksheet>&x;</worksheet>"),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: its part xl/s.xml can't be read.",
    ],
    [
      "XML that ends in the middle",
      xlsxWith("<worksheet><sheetData><row>"),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: its part xl/s.xml can't be read.",
    ],
    [
      "bytes that are no UTF-8",
      xlsxWith(Buffer.from([0x3c, 0x61, 0x3e, 0xff])),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: its part xl/s.xml can't be read.",
    ],
    [
      "rows in a wrong order",
      one('<row r="2"/><row r="1"/>'),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: row 3 has a wrong number.",
    ],
    [
      "more rows than there are",
      one('<row r="99999999"/>'),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: row 1 has a wrong number.",
    ],
    [
      "a cell beyond the last column",
      one('<row><c r="XFE1"><v>1</v></c></row>'),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: row 1 has a cell in a wrong place.",
    ],
    [
      "cells in a wrong order",
      one('<row><c r="B1"/><c r="A1"/></row>'),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: row 1 has a cell in a wrong place.",
    ],
    [
      "a shared text that is missing",
      one('<row><c t="s"><v>7</v></c></row>', { strings: "" }),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: row 1 has a text that is missing.",
    ],
    [
      "a row that says one text very often",
      one(`<row>${many.slice(0, 21 * 16_000)}</row>`, { strings: `<si><t>${"x".repeat(1000)}</t></si>` }),
      "file_record_too_long: Row 1 of the sheet has more than 4,000,000 characters.",
    ],
    [
      "a text without an end",
      xlsxWith(`<worksheet>${randomBytes(3_000_000).toString("hex")}`),
      "file_damaged: “a.xlsx” is a damaged Excel workbook: its part xl/s.xml can't be read.",
    ],
    [
      "a workbook that is cut off",
      three.subarray(0, -40),
      "file_damaged: “a.xlsx” ends in the middle: the zip file is incomplete.",
    ],
    [
      "a binary workbook",
      zipOf([{ name: "xl/workbook.bin", bytes: "x" }]),
      "file_not_csv: “a.xlsx” is a binary Excel workbook (.xlsb), which can't be opened.",
    ],
  ])("%s", async (_what, bytes, told) => {
    const sheet = told.startsWith("file_sheet") ? "People" : null;
    expect(await refusal("a.xlsx", bytes, { settings: { zipEntry: null, sheet } })).toBe(told);
  });

  test("one text in very many rows", async () => {
    const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(40_000);
    const bomb = one(rows, { strings: `<si><t>${"x".repeat(30_000)}</t></si>` });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal("a.xlsx", bomb)).toMatch(/^file_expands: /);
  });

  test("a workbook with a password", async () => {
    const file = Buffer.alloc(4096);
    Buffer.from("d0cf11e0a1b11ae1", "hex").copy(file);
    file.writeUInt16LE(9, 30);
    file.writeUInt32LE(2, 48);
    Buffer.from("EncryptedPackage", "utf16le").copy(file, 3 * 512 + 128);
    expect(await refusal("a.xlsx", file)).toBe(
      "file_protected: “a.xlsx” is protected by a password: a file with a password can't be opened.",
    );
    file.fill(0, 3 * 512);
    expect(await unpack("a.xls", file)).toBeNull();
  });
});
