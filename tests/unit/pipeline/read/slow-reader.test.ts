import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvRecord, READ_DEFAULTS } from "@/lib/model/file";
import { cutBlocks } from "@/lib/pipeline/read/blocks";
import { openReader } from "@/lib/pipeline/read/reader";
import { readAll } from "./reading";
import { readSlowly } from "./slow-reader";

const signs = fc.constantFrom("a", "7", " ", ",", '"', "\n", "\r\n", "\r", "\t", "\u2028", "\x85", "ä", "😀");
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("", "1", "xy", "\n", "a\nb", '"') },
  { weight: 1, arbitrary: fc.array(signs, { maxLength: 5 }).map((parts) => parts.join("")) },
);
/** As it stands in the file: quoted where it must be and sometimes where it need not, with a space behind or without. */
const cell = fc
  .tuple(text, fc.boolean(), fc.constantFrom("", "", "", " "))
  .map(([value, isQuoted, space]) => {
    if (!isQuoted && !/[",\n\r]/.test(value)) return value;
    return `"${value.replaceAll('"', '""')}"${space}`;
  });
const record = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(","));
const end = fc.constantFrom("\n", "\r\n", "\n\n", "\r\n  \n", "\n,,\n");
const whole = fc
  .array(fc.tuple(record, end), { minLength: 1, maxLength: 10 })
  .map((lines) => lines.flat().join(""));
const file = fc
  .tuple(fc.constantFrom("", "\ufeff"), end, whole, record, fc.constantFrom("", "\n", "\r\n", "\r"))
  .map(([mark, first, lines, last, lastEnd]) => `${mark}h1,h2${first}${lines}${last}${lastEnd}`);

/** A file that may have been cut off right behind a quote is refused, so it says nothing here. */
const mayBeCutOff = (text: string) => /" ?\r?$/.test(text);

test("Row, line, values and whether a record is plain are those of a slow and obvious reader", async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.array(fc.nat(), { maxLength: 9 }), async (text, cuts) => {
      const outcome = await readAll(text, {}, cuts);
      if (outcome.problem && mayBeCutOff(text)) return;
      expect(outcome.problem).toBeNull();
      expect(outcome.records).toEqual(readSlowly(text).slice(1));
    }),
    { numRuns: 3000 },
  );
});

test("The size of the blocks is of no account either", async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 5, max: 40 }), async (text, blockBytes) => {
      if (mayBeCutOff(text)) return;
      expect(await readInBlocks(text, blockBytes)).toEqual(readSlowly(text).slice(1));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['ID,Email\n"1\n2",a\n3,"b\nc"', [false, false]],
  ['ID,Email\n1,""\n2,"b\nc"\n3,d\n', [true, false, true]],
  ['ID,Email\n1,""\n"2\n3",\n4,""\n"5\n6",\n', [true, false, true, false]],
])("%j", async (file, plain) => {
  const { records } = await readAll(file);
  expect(records).toEqual(readSlowly(file).slice(1));
  expect(records.map(({ isPlain }) => isPlain)).toEqual(plain);
});

/** Blocks of a size that a run never has: its own are of 64 KiB. */
async function readInBlocks(text: string, blockBytes: number): Promise<CsvRecord[]> {
  const reader = openReader(READ_DEFAULTS);
  const records: CsvRecord[] = [];
  const source = (async function* () {
    yield Buffer.from(text);
  })();
  for await (const block of cutBlocks(source, "utf-8", blockBytes)) records.push(...reader.push(block));
  return [...records, ...reader.end()];
}
