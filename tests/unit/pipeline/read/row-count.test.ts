import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAppError } from "@/lib/errors";
import { READ_DEFAULTS, type ReadSettings } from "@/lib/model/file";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { readCsv } from "@/lib/pipeline/read/read-csv";

const HEAD = "ID,Email\n";
const TWO = "1,a@x.org\n2,b@x.org\n";

/** The IDs of the rows and of those that are left out at the end; or why the file can't be used. */
async function read(text: string, settings: Partial<ReadSettings> = {}, cuts: number[] = []) {
  const bytes = Buffer.from(text);
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  async function* pieces() {
    for (const [index, from] of at.entries()) yield bytes.subarray(from, at[index + 1] ?? bytes.length);
  }
  const rows: string[] = [];
  const leftOut: string[] = [];
  try {
    for await (const part of readCsv(pieces(), { ...READ_DEFAULTS, hasRowCount: true, ...settings })) {
      if (part.kind === "records") rows.push(...part.records.map(({ cells }) => cells[0] ?? ""));
      if (part.kind === "end") leftOut.push(...part.leftOut.map(({ cells }) => cells[0] ?? ""));
    }
    return { rows, leftOut };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return `${blockingIssue(error)?.code}: ${error.message}`;
  }
}

const GOOD = { rows: ["1", "2"], leftOut: [] };

describe("A last line that counts", () => {
  test.each([
    ["a line of its own", `${HEAD}${TWO}#rows=2\n`],
    ["no final line end", `${HEAD}${TWO}#rows=2`],
    ["Windows line ends", `${HEAD}${TWO}#rows=2\n`.replaceAll("\n", "\r\n")],
    ["Windows, no final line end", `${HEAD}${TWO}#rows=2`.replaceAll("\n", "\r\n")],
    ["quotes", `${HEAD}${TWO}"#rows=2"\n`],
    ["quotes, no final line end", `${HEAD}${TWO}"#rows=2"`],
    ["separators behind it, as spreadsheets add them", `${HEAD}${TWO}#rows=2,\n`],
    ["blank lines behind it", `${HEAD}${TWO}#rows=2\n\n,\n`],
    ["blank rows that don't count", `${HEAD}1,a@x.org\n,\n\n2,b@x.org\n#rows=2\n`],
    ["capitals", `${HEAD}${TWO}#ROWS=2\n`],
  ])("is left out of the rows and agrees: %s", async (_, text) => {
    expect(await read(text)).toEqual(GOOD);
  });

  test("comes behind the rows that are left out, which don't count", async () => {
    expect(await read(`${HEAD}${TWO}Total,2\n#rows=2\n`, { footerRows: 1 })).toEqual({
      ...GOOD,
      leftOut: ["Total"],
    });
  });

  test("comes behind titles, which don't count", async () => {
    expect(await read(`Report\n${HEAD}${TWO}#rows=2\n`, { headerRow: 2 })).toEqual(GOOD);
  });

  test("of a file without rows is 0", async () => {
    expect(await read(`${HEAD}#rows=0\n`)).toEqual({ rows: [], leftOut: [] });
  });

  test.each([
    [
      "fewer rows",
      `${HEAD}${TWO}#rows=820\n`,
      "row_count_wrong: The last line says 820 rows (#rows=820), but the file has 2.",
    ],
    [
      "more rows",
      `${HEAD}${TWO}#rows=1\n`,
      "row_count_wrong: The last line says 1 row (#rows=1), but the file has 2.",
    ],
  ])("that says another number blocks the file with both numbers: %s", async (_, text, message) => {
    expect(await read(text)).toBe(message);
  });

  test.each([
    ["none", `${HEAD}${TWO}`, 2, {}],
    ["cut off within it", `${HEAD}${TWO}#rows=`, 3, {}],
    ["another comment", `${HEAD}${TWO}#end\n`, 3, {}],
    ["in the middle", `${HEAD}#rows=2\n${TWO}`, 3, {}],
    ["none, with a total", `${HEAD}${TWO}Total,2\n`, 2, { footerRows: 1 }],
    ["no rows either", HEAD, 0, {}],
  ])("that is missing blocks the file with the number of rows: %s", async (_, text, rows, settings) => {
    expect(await read(text, settings)).toMatch(
      new RegExp(
        `^row_count_missing: The file ends without its number of rows: ${rows} rows and no last line such as #rows=${rows}\\.$`,
      ),
    );
  });

  test("of a sync that expects none is a row like others", async () => {
    expect(await read(`${HEAD}${TWO}#rows=2\n`, { hasRowCount: false })).toEqual({
      rows: ["1", "2", "#rows=2"],
      leftOut: [],
    });
  });

  test("is found however the bytes were cut, and only its own number agrees", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(40),
        fc.nat(40),
        fc.array(fc.nat(2000), { maxLength: 6 }),
        fc.nat(3),
        async (rows, said, cuts, footerRows) => {
          const lines = Array.from({ length: rows + footerRows }, (_, at) => `${at},p${at}@x.org\n`);
          const found = await read(`${HEAD}${lines.join("")}#rows=${said}`, { footerRows }, cuts);
          if (rows === said)
            expect(found).toMatchObject({ rows: { length: rows }, leftOut: { length: footerRows } });
          else expect(found).toContain(`but the file has ${rows}.`);
        },
      ),
    );
  });
});
