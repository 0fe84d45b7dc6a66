import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BYTE_ORDER_MARK, csvLines } from "@/lib/csv/csv";
import { READ_DEFAULTS } from "@/lib/model/file";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { trimCell, trimText } from "@/lib/values/text";

/** What our reader makes of an exported row, as validation takes each cell. */
async function importOf(csv: string): Promise<{ header: string[]; rows: string[][] }> {
  async function* bytes() {
    yield Buffer.from(csv);
  }
  let header: string[] = [];
  const rows: string[][] = [];
  for await (const part of readCsv(bytes(), READ_DEFAULTS)) {
    if (part.kind === "header") header = part.header;
    if (part.kind === "records") rows.push(...part.records.map((record) => record.cells.map(trimCell)));
  }
  return { header, rows };
}

/** How a spreadsheet looks at a cell: it skips what is blank and runs what begins with one of these. */
const RUNS = /^(?:[\s\p{Cc}\p{Cf}\u3164]|\u034f)*[=+\-@\t\r\0\u2212\ufe62\ufe63\ufe66\ufe6b＝＋－＠|%]/u;

const odd = fc.string({
  unit: fc.constantFrom(
    ..."=+-@|%'\"\t ＝＋－＠\u2212\ufe62\ufe66,;\naé1x\u00a0\u00ad\u034f\u200b\u2062\u3164\ufeff\u2028",
  ),
  maxLength: 8,
});
const cell = fc
  .oneof(odd, fc.string({ unit: "grapheme", maxLength: 12 }))
  .map((text) => text.replaceAll("\0", "").replace(/\r\n?/g, "\n"));

describe("a cell", () => {
  test("comes back as it was but for its ends, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
        const rows = cells.map(([a, b]) => ["key", a, b]);
        const { rows: read } = await importOf(BYTE_ORDER_MARK + csvLines([["K", "A", "B"], ...rows]));
        expect(read).toEqual(rows.map((row) => row.map(trimText)));
      }),
      { numRuns: 1_000 },
    );
  });

  test("never begins with what a spreadsheet runs", () => {
    const any = fc.oneof(cell, fc.string({ unit: fc.constantFrom("\0", "\r", "=", " ", "'"), maxLength: 5 }));
    fc.assert(
      fc.property(any, (text) => {
        const line = csvLines([[text]]);
        expect(line.slice(1, -3)).not.toMatch(RUNS);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["+358 40 1234567", `"'+358 40 1234567"`],
    ["  =1+1", `"'=1+1"`],
    ["＝1+1", `"'＝1+1"`],
    ["'=1+1", `"''=1+1"`],
    ["\u22121+1", `"'\u22121+1"`],
    ["\ufe621", `"'\ufe621"`],
    ["\ufe661", `"'\ufe661"`],
    ["\u00ad\u2066=1+1", `"'=1+1"`],
    ["'t Hooft", `"'t Hooft"`],
    ["'", `"'"`],
    ['a,b\n"c"', `"a,b\n""c"""`],
    ["", `""`],
  ])("%j is written as %s", (text, written) => {
    expect(csvLines([[text]])).toBe(`${written}\r\n`);
    expect(trimCell(written.slice(1, -1).replaceAll('""', '"'))).toBe(trimText(text));
  });
});

test("a header that looks like a formula comes back too", async () => {
  const header = ["ID", "% of full time", "@handle", "'t Hooft", "'=x"];
  expect((await importOf(csvLines([header, ["1", "", "", "", ""]]))).header).toEqual(header);
});
