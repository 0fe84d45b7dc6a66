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
