import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { proposeReading } from "@/lib/uploads/propose";

const HEADER = "ID,Email,First name";
const rows = (n: number, separator = ",") =>
  Array.from({ length: n }, (_, i) => [i, `u${i}@x.com`, "Ä"].join(separator)).join("\n");

test.each([
  ["commas in UTF-8", Buffer.from(`${HEADER}\n${rows(3)}\n`), "utf-8", ","],
  ["semicolons", Buffer.from(`${HEADER.replaceAll(",", ";")}\n${rows(3, ";")}\n`), "utf-8", ";"],
  ["tabs", Buffer.from(`${HEADER.replaceAll(",", "\t")}\n${rows(3, "\t")}\n`), "utf-8", "\t"],
  ["Windows-1252", Buffer.from(`${HEADER}\n${rows(3)}\n`, "latin1"), "windows-1252", ","],
  ["UTF-16", Buffer.from(`\ufeff${HEADER}\n${rows(3)}\n`, "utf16le"), "utf-16le", ","],
] as const)("%s are found", async (_what, head, encoding, delimiter) => {
  const found = await proposeReading(head, true);
  expect(found).toMatchObject({ encoding, delimiter, problems: [], header: ["ID", "Email", "First name"] });
  expect(found.sample[2]).toEqual(["2", "u2@x.com", "Ä"]);
});

test("a head that ends in the middle of a row is no problem", async () => {
  const head = Buffer.from(`${HEADER}\n${rows(50)}\n51,"half of a na`);
  expect(await proposeReading(head, false)).toMatchObject({ problems: [], sample: expect.any(Array) });
});

test("a whole file tells the problem of a later row at once, beside its header", async () => {
  const head = Buffer.from(`${HEADER.replaceAll(",", ";")}\n${rows(50, ";")}\n51;"half of a na`);
  const found = await proposeReading(head, true);
  expect(found).toMatchObject({ delimiter: ";", header: ["ID", "Email", "First name"] });
  expect(found.problems).toHaveLength(1);
});

test("a file that can't be read in any way tells the problem of the ordinary way", async () => {
  const { header, problems } = await proposeReading(Buffer.from("PK\x03\x04 [Content_Types].xml"), true);
  expect(header).toEqual([]);
  expect(problems[0]?.message).toContain("Excel");
});

test.each([
  ["title-lines-1.csv", 4],
  ["title-lines-2.csv", 3],
])("Titles above the header of %s: row %i is proposed", async (name, headerRow) => {
  const bytes = readFileSync(new URL(`../../fixtures/csv/${name}`, import.meta.url));
  const found = await proposeReading(bytes, true);
  expect(found).toMatchObject({ encoding: "utf-8", delimiter: ",", headerRow, problems: [] });
  expect(found.header).toEqual(["ID", "Email", "First name", "Last name", "Mobile"]);
  expect(found.sample[0]).toEqual(["1", "p1@x.io", "F1", "L1", ""]);
});

test("A header that nothing is known of stays the first row", async () => {
  const file = Buffer.from("Nr,Adresse\n1,a@x.io\nID,Email\n");
  expect(await proposeReading(file, true)).toMatchObject({ headerRow: 3 });
  expect(await proposeReading(file.subarray(0, 20), true)).toMatchObject({
    headerRow: 1,
    header: ["Nr", "Adresse"],
  });
});
