import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { type CsvRecord, type Encoding, READ_DEFAULTS, type ReadSettings } from "@/lib/model/file";
import { cutAt, cutBlocks } from "@/lib/pipeline/read/blocks";
import { openReader } from "@/lib/pipeline/read/reader";
import { readAll, table } from "./reading";

/** Cells made of everything that is special somewhere. */
const cell = fc.array(
  fc.constantFrom("a", "B", "1", " ", ",", ";", '"', "\n", "\r\n", "\r", "ä", "€", "😀", "中", "'"),
  { maxLength: 8 },
);
const rows = fc.array(
  fc.array(
    cell.map((parts) => parts.join("")),
    { minLength: 2, maxLength: 4 },
  ),
  { maxLength: 12 },
);

/** Any cells as a file: quoted where they must be, and sometimes where they need not; line ends mixed. */
const file = fc.record({
  rows,
  crlf: fc.infiniteStream(fc.boolean()),
  quoted: fc.infiniteStream(fc.boolean()),
});
type File = { rows: string[][]; crlf: Iterator<boolean>; quoted: Iterator<boolean> };

function write({ rows: lines, crlf, quoted }: File): string {
  const spell = (text: string) =>
    /[",\n\r]/.test(text) || quoted.next().value ? `"${text.replaceAll('"', '""')}"` : text;
  return [["h1", "h2"], ...lines]
    .map((cells) => cells.map(spell).join(",") + (crlf.next().value ? "\r\n" : "\n"))
    .join("");
}

/** As `read` gives them: LF inside of cells, and no records that are blank. */
const expected = (lines: string[][]) =>
  lines.filter(isSaying).map((cells) => cells.map((text) => text.replaceAll("\r\n", "\n")));
const isSaying = (cells: string[]) => cells.some((text) => text.trim() !== "");

/** Reads with blocks of any size, which a run never does: its own are of 64 KiB. */
async function readInBlocks(bytes: Buffer, blockBytes: number, settings: ReadSettings): Promise<CsvRecord[]> {
  const reader = openReader(settings);
  const records: CsvRecord[] = [];
  const source = (async function* () {
    yield bytes;
  })();
  for await (const block of cutBlocks(source, settings.encoding, blockBytes))
    records.push(...reader.push(block));
  return [...records, ...reader.end()];
}

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  const little = Buffer.from(`\ufeff${text}`, "utf16le");
  return encoding === "utf-16be" ? little.swap16() : little;
}

describe("Where a file is cut does not change what is read", () => {
  test("Any cells come back as they were written, in any chunks", async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.array(fc.nat(), { maxLength: 20 }), async (made, cuts) => {
        const outcome = await readAll(write(made), {}, cuts);
        expect(outcome.problem).toBeNull();
        expect(outcome.records.map((record) => record.cells)).toEqual(expected(made.rows));
      }),
    );
  });

  test("Any block size gives the same records, numbers and lines as one piece", async () => {
    const sizes = fc.integer({ min: 5, max: 60 });
    const encodings = fc.constantFrom<Encoding>("utf-8", "utf-16le", "utf-16be");
    await fc.assert(
      fc.asyncProperty(file, sizes, encodings, async (made, blockBytes, encoding) => {
        const text = write(made);
        const bytes = encode(text, encoding);
        const settings = { ...READ_DEFAULTS, encoding };
        const whole = await readAll(bytes, { encoding });
        const inBlocks = await readInBlocks(bytes, blockBytes, settings);
        expect(inBlocks.map(placed)).toEqual(whole.records.map(placed));
        const last = whole.records.at(-1);
        if (last) expect(last.row).toBe(made.rows.findLastIndex(isSaying) + 2);
      }),
      { numRuns: 300 },
    );
  });

  test("A record that is said to be plain has no line break and no control character, however it was cut", async () => {
    const odd = fc.constantFrom("", "\t", "\x07", "\x7f", "\x85", "\u2028", "é", "\ud83d\ude00");
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(odd),
        fc.integer({ min: 5, max: 60 }),
        async (made, signs, blockBytes) => {
          const rows = made.rows.map((row, at) => row.map((cell) => `${cell}${signs[at] ?? ""}`));
          const records = await readInBlocks(
            encode(write({ ...made, rows }), "utf-8"),
            blockBytes,
            READ_DEFAULTS,
          );
          for (const { cells, isPlain } of records) {
            if (isPlain) expect(cells.join("")).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          }
        },
      ),
    );
    const { records } = await readAll("ID,Email\n1,a@x.io\n2,b@x.io\n");
    expect(records.map(({ isPlain }) => isPlain)).toEqual([true, true]);
  });

  test("The line of a record is the line that an editor shows for it", async () => {
    await fc.assert(
      fc.asyncProperty(file, async (made) => {
        const text = write(made);
        const { records } = await readAll(text);
        const lines = text.split("\n");
        for (const record of records) {
          const first = record.cells[0]?.split("\n")[0] ?? "";
          expect(lines[record.line - 1]?.replaceAll('""', '"')).toContain(first.replace(/\r$/, ""));
        }
      }),
    );
  });

  test("A place of an error is the same for any chunks and any block size", async () => {
    const bad = fc.constantFrom('x,"y\n', 'x,"y"z\n');
    await fc.assert(
      fc.asyncProperty(file, bad, fc.array(fc.nat(), { maxLength: 9 }), async (made, tail, cuts) => {
        const text = write(made) + tail;
        const { problem } = await readAll(text, {}, cuts);
        const byte = Buffer.byteLength(text) - 3;
        const opened = tail.includes("z") ? byte - 2 : byte;
        expect(problem?.message).toContain(`(byte ${opened})`);
        expect(problem?.line).toBe(text.split("\n").length - 1);
        await expect(readInBlocks(Buffer.from(text), 16, READ_DEFAULTS)).rejects.toThrow(
          problem?.message ?? "",
        );
      }),
    );
  });

  test("Files without quotes read as papaparse reads them", async () => {
    const plain = fc.array(
      fc.array(
        fc.stringMatching(/^[a-z0-9 ä€"]{0,9}$/).map((text) => `v${text}`),
        { minLength: 2, maxLength: 3 },
      ),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(plain, async (lines) => {
        const text = `a,b\n${lines.map((cells) => cells.join(",")).join("\n")}`;
        const ours = (await readAll(text)).records.map((record) => record.cells);
        expect(ours).toEqual(Papa.parse(text, { newline: "\n", delimiter: "," }).data.slice(1));
      }),
    );
  });
});

test("A block never ends inside a character or between CR and LF", () => {
  expect(cutAt(Buffer.from("ab\r"), "utf-8")).toBe(2);
  expect(cutAt(Buffer.from("ab€").subarray(0, 4), "utf-8")).toBe(2);
  expect(cutAt(Buffer.from("ab😀").subarray(0, 5), "utf-8")).toBe(2);
  expect(cutAt(Buffer.from("ab😀"), "utf-8")).toBe(6);
  expect(cutAt(Buffer.from("a\ud83d", "utf16le"), "utf-16le")).toBe(2);
  expect(cutAt(Buffer.from("a\ud83d", "ucs2"), "utf-16le")).toBe(2);
  expect(cutAt(Buffer.from("a\r", "utf16le"), "utf-16le")).toBe(2);
  expect(cutAt(Buffer.from("\r"), "utf-8")).toBe(1);
});

test("Rows of a file larger than many blocks are numbered through", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) =>
    index % 7 === 0 ? `${index},"x\ny"` : `${index},z`,
  );
  const outcome = await readAll(`a,b\n${lines.join("\r\n")}`, {}, [1, 65_535, 65_536, 65_537, 131_072]);
  expect(outcome.records).toHaveLength(20_000);
  expect(table(outcome).at(-1)).toEqual([20_001, 20_001 + Math.floor(19_999 / 7), "19999", "x\ny"]);
});

/** All that may not depend on how the file was cut: that a record is plain may go unseen. */
function placed({ row, line, cells }: CsvRecord) {
  return { row, line, cells };
}
