import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { type Delimiter, READ_DEFAULTS } from "@/lib/model/file";
import { readChunks, type ScannedFile, scanFile } from "@/lib/pipeline/prints/chunks";
import { createPrinter } from "@/lib/pipeline/prints/hash";
import { createMatcher } from "@/lib/pipeline/prints/match";
import { readCsv } from "@/lib/pipeline/read/read-csv";

const folder = mkdtempSync(join(tmpdir(), "prints-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "file.csv");
const print = createPrinter(Buffer.alloc(32, 7));

type Row = { row: number; line: number; text: string };

async function scan(text: string, delimiter: Delimiter = ",", readBytes = 4096) {
  writeFileSync(path, text);
  const layout = { delimiter: delimiter.charCodeAt(0), headerRow: 1, foundAt: 1, recordBytesMax: 1024 ** 2 };
  const scanned = await scanFile(path, layout, { print, readBytes });
  if (!scanned) return null;
  const rows: Row[] = [];
  const into = (
    bytes: Buffer,
    row: number,
    { start, end, line }: { start: number; end: number; line: number },
  ) => rows.push({ row: row + 2, line, text: bytes.toString("utf8", start, end) });
  await readChunks(path, { chunks: scanned.chunks, delimiter: layout.delimiter, wanted: () => true }, into);
  return { scanned, rows };
}

/** What the reader of every run makes of the same text: null where a run refuses it. */
async function read(text: string, delimiter: Delimiter = ",") {
  const rows: { row: number; line: number; cells: readonly string[] }[] = [];
  let blank = 0;
  try {
    const settings = { ...READ_DEFAULTS, delimiter };
    for await (const part of readCsv(
      (async function* () {
        yield Buffer.from(text);
      })(),
      settings,
    )) {
      if (part.kind === "records") rows.push(...part.records);
      if (part.kind === "end") blank = part.blankRows.count;
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return null;
  }
  return { rows, blank };
}

const cell = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("", "a", "Äiti", "x y", " lead", 'say "hi"', 'o"brien', "1;2", "é,è"),
  },
  { weight: 2, arbitrary: fc.constantFrom("two\nlines", "two\r\nlines", '"\n"', ",", "\n", 'q""q', " ") },
  fc.string({ maxLength: 6 }),
);
const written = (delimiter: string) =>
  fc.tuple(cell, fc.constantFrom("plain", "quoted", "spaced")).map(([text, how]) => {
    const mustQuote = text.includes(delimiter) || text.includes("\n") || text.startsWith('"');
    if (how === "plain" && !mustQuote) return text;
    return `"${text.replaceAll('"', '""')}"${how === "spaced" ? " " : ""}`;
  });
const lineEnd = fc.constantFrom("\n", "\n", "\r\n");
const csvOf = (delimiter: string) =>
  fc
    .record({
      mark: fc.constantFrom("", "", "\uFEFF"),
      rows: fc.array(
        fc.tuple(
          fc.oneof(
            {
              weight: 9,
              arbitrary: fc
                .array(written(delimiter), { minLength: 1, maxLength: 4 })
                .map((c) => c.join(delimiter)),
            },
            { weight: 1, arbitrary: fc.constant("") },
          ),
          lineEnd,
        ),
        { maxLength: 40 },
      ),
      isEnded: fc.boolean(),
      stray: fc.constantFrom("", "", "", "", 'x"y', '"x"y'),
    })
    .map(({ mark, rows, isEnded, stray }) => {
      const body = rows.map(([row, end]) => row + end).join("");
      const text = `${mark}"ID"${delimiter}"Na\nme"${delimiter}C\n${body}${stray}`;
      return isEnded || text.endsWith("\n") ? text : text.replace(/\r?\n$/, "");
    });

test.each([",", ";", "\t"] as const)("rows by bytes are the rows of every run (%j)", async (delimiter) => {
  let usable = 0;
  await fc.assert(
    fc.asyncProperty(csvOf(delimiter), fc.integer({ min: 8, max: 200 }), async (text, readBytes) => {
      const records = await read(text, delimiter);
      if (!records) return;
      usable += 1;
      const found = await scan(text, delimiter, readBytes);
      const rows = new Map(found?.rows.map((row) => [row.row, row]));
      for (const { row, line, cells } of records.rows) {
        expect(rows.get(row)?.line).toBe(line);
        const alone = await read(`a${delimiter}b\n${rows.get(row)?.text}`, delimiter);
        expect(alone?.rows.map((one) => one.cells)).toEqual([cells]);
      }
      // Whatever is no record is blank: nothing was cut in two.
      const others = [...rows.values()].filter(({ row }) => !records.rows.some((one) => one.row === row));
      for (const { text: raw } of others)
        expect((await read(`a\n${raw}`, delimiter))?.rows ?? []).toEqual([]);
    }),
    { numRuns: 150 },
  );
  expect(usable).toBeGreaterThan(40);
});

test("how the bytes are read makes no difference to chunks", async () => {
  await fc.assert(
    fc.asyncProperty(csvOf(","), fc.integer({ min: 4, max: 64 }), async (text, readBytes) => {
      const [one, other] = [await scan(text, ",", readBytes), await scan(text, ",", 1024 ** 2)];
      expect(shapeOf(one?.scanned)).toEqual(shapeOf(other?.scanned));
      expect(one?.rows).toEqual(other?.rows);
      expect((one?.scanned.head.toString("utf8") ?? "") + one?.rows.map((row) => row.text).join("")).toBe(
        text,
      );
    }),
    { numRuns: 100 },
  );
});

function shapeOf(scanned: ScannedFile | undefined) {
  if (!scanned) return null;
  const { chunks, ...file } = scanned;
  const { count, offsets, rows, lines, prints } = chunks;
  return {
    ...file,
    chunks: [
      [...offsets.slice(0, count + 1)],
      [...rows.slice(0, count + 1)],
      [...lines.slice(0, count)],
      [...prints.slice(0, count * 4)],
    ],
  };
}

test("a row that comes, goes or changes leaves the other chunks as they were", async () => {
  const people = Array.from({ length: 2_000 }, (_, at) => `E${100_000 + at * 7},p${at}@x.io,P${at}\n`);
  const before = await scan(`ID,Email,Name\n${people.join("")}`);
  const kept = new Set(printsOf(before?.scanned));
  expect(kept.size).toBeGreaterThan(30);
  for (const [from, gone, ...come] of [
    [700, 1],
    [1_200, 0, "E1,new@x.io,N\n"],
    [50, 1, "E7,c@x.io,C\n"],
  ] as const) {
    const now = people.toSpliced(from, gone, ...come);
    const after = printsOf((await scan(`ID,Email,Name\n${now.join("")}`))?.scanned);
    expect(after.filter((each) => !kept.has(each)).length).toBeLessThanOrEqual(2);
  }
});

function printsOf(scanned: ScannedFile | undefined): string[] {
  const { count = 0, prints = new Int32Array() } = scanned?.chunks ?? {};
  return Array.from({ length: count }, (_, at) => prints.slice(at * 4, at * 4 + 4).join());
}

test("another secret gives other prints", () => {
  const bytes = Buffer.from("1,a@x.io\n");
  const [one, other] = [new Int32Array(4), new Int32Array(4)];
  createPrinter(Buffer.alloc(32, 1))(bytes, 0, bytes.length, one, 0);
  createPrinter(Buffer.alloc(32, 2))(bytes, 0, bytes.length, other, 0);
  expect([...one].some((word, at) => word === other[at])).toBe(false);
});

test("a print is found wherever it has gone, and given once", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 60 }),
      fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 60 }),
      fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
      (old, now, taken) => {
        const words = (values: readonly number[]) =>
          Int32Array.from(values.flatMap((v) => [v & 7, v, 3, v >> 3]));
        const isGiven = Uint8Array.from(old, (_, at) => (taken[at] ? 1 : 0));
        const left = new Set(old.filter((_, at) => !taken[at]));
        const matcher = createMatcher(words(old), isGiven);
        const wanted = words(now);
        for (const [at, value] of now.entries()) {
          const found = matcher.find(wanted, at * 4);
          expect(found === -1 ? null : old[found]).toBe(left.delete(value) ? value : null);
        }
      },
    ),
  );
});
