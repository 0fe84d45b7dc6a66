import fc from "fast-check";
import { expect, test } from "vitest";
import { type Delimiter, type Encoding, READ_DEFAULTS } from "@/lib/model/file";
import { rowsAtStart, rowsWithin } from "@/lib/pipeline/read/excerpt";
import { readAll } from "./reading";

/** Cells made of everything that is special somewhere, with lines that look like rows and quotes that look like the end. */
const piece = fc.constantFrom(
  ...["a", "Zoë", " ", ",", ";", '"', '""', '","', "\n", "\r\n", "\r", '"\n"', "7,x,y\n", '",b"\n', "1,2"],
);
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join("")) },
  { weight: 2, arbitrary: fc.constantFrom("", "Sales", "a@x.io", 'say "hi"') },
);
const file = fc.record({
  rows: fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 25 }),
  style: fc.constantFrom("all", "needed", "some"),
  delimiter: fc.constantFrom<Delimiter>(",", ";"),
  encoding: fc.constantFrom<Encoding>("utf-8", "windows-1252", "utf-16le", "utf-16be"),
  line: fc.constantFrom("\n", "\r\n"),
  endsOpen: fc.boolean(),
  coins: fc.infiniteStream(fc.boolean()),
});
type File = typeof file extends fc.Arbitrary<infer T> ? T : never;

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  if (encoding === "windows-1252") return Buffer.from(text, "latin1");
  const little = Buffer.from(`\ufeff${text}`, "utf16le");
  return encoding === "utf-16be" ? little.swap16() : little;
}

/** Each row is known by its number. */
function rowsOf({ rows, style, delimiter, encoding, line, endsOpen, coins }: File): Buffer[] {
  const spell = (text: string) => {
    const needs = text.startsWith('"') || [delimiter, "\n", "\r"].some((sign) => text.includes(sign));
    const quotes = needs || style === "all" || (style === "some" && coins.next().value);
    return quotes ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const texts = [["n", "one", "two"], ...rows.map((cells, n) => [`${n}`, ...cells])].map(
    (cells) => cells.map(spell).join(delimiter) + line,
  );
  const last = texts.pop() ?? "";
  texts.push(endsOpen ? last.slice(0, -line.length) : last);
  return texts.map((text, at) => {
    const bytes = encode(text, encoding);
    return at > 0 && encoding.startsWith("utf-16") ? bytes.subarray(2) : bytes;
  });
}

const cellsOf = async (bytes: Buffer, how: object) => {
  const { records, problem } = await readAll(bytes, how);
  return { rows: records.map(({ cells }) => JSON.stringify(cells)), problem };
};

test("what is cut out of a file anywhere has rows of the file only, in their order and without a gap", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(file, fc.nat(), fc.nat(), async (drawn, from, length) => {
      const pieces = rowsOf(drawn);
      const bytes = Buffer.concat(pieces);
      const { delimiter, encoding } = drawn;
      const recordBytesMax = Math.max(...pieces.map((row) => row.length));
      const how = { delimiter, encoding, recordBytesMax };
      const whole = await cellsOf(bytes, how);
      fc.pre(whole.problem === null);
      const start = Math.floor((from % bytes.length) / 2) * 2;
      const end = Math.min(bytes.length, start + 2 + Math.floor((length % bytes.length) / 2) * 2);
      const rows = rowsWithin(bytes.subarray(start, end), how, end === bytes.length);
      expect(rows).not.toBe("unreadable");
      if (!Buffer.isBuffer(rows)) return;
      const part = await cellsOf(Buffer.concat([pieces[0] ?? Buffer.alloc(0), rows]), how);
      expect(part.problem).toBeNull();
      const at = whole.rows.indexOf(part.rows[0] ?? "");
      expect(part.rows).toEqual(at === -1 ? [] : whole.rows.slice(at, at + part.rows.length));
      found += part.rows.length;
    }),
    { numRuns: 600 },
  );
  expect(found).toBeGreaterThan(50);
});

test("the beginning of a file gives its whole rows, and where the header ends", async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.nat(), async (drawn, length) => {
      const pieces = rowsOf(drawn);
      const bytes = Buffer.concat(pieces);
      const { delimiter, encoding } = drawn;
      const how = { delimiter, encoding, recordBytesMax: READ_DEFAULTS.recordBytesMax };
      const whole = await cellsOf(bytes, how);
      const header = pieces[0]?.length ?? 0;
      fc.pre(whole.problem === null && bytes.length > header);
      const end = header + (length % (bytes.length - header));
      const start = rowsAtStart(bytes.subarray(0, end), how, 1);
      if (start === "unreadable") throw new Error("It can be read.");
      const part = await cellsOf(start.rows, how);
      expect(part.problem).toBeNull();
      expect(part.rows).toEqual(whole.rows.slice(0, part.rows.length));
      expect((await readAll(start.first, how)).header).toEqual(["n", "one", "two"]);
    }),
    { numRuns: 200 },
  );
});

const MAX = 200;
const plain = { delimiter: "," as const, encoding: "utf-8" as const, recordBytesMax: MAX };
const lines = (count: number, row: (n: number) => string) => Array.from({ length: count }, (_, n) => row(n));
const textOf = (rows: ReturnType<typeof rowsWithin>) => (Buffer.isBuffer(rows) ? rows.toString() : rows);

test("a part without quotes counts once it is longer than a row may be: no cell could hold all of it", () => {
  const text = lines(40, (n) => `${n},a${n}@x.io,Sales\n`).join("");
  expect(textOf(rowsWithin(Buffer.from(text), plain, false))).toBe(text.slice(text.indexOf("\n") + 1));
  expect(rowsWithin(Buffer.from(text.slice(0, MAX)), plain, false)).toBeNull();
});

test("lines that look like rows within a cell are none", () => {
  const notes = (n: number) => `${n},"note\n${n},fake,row\n${n},fake,row\nend",x\n`;
  const text = lines(20, notes).join("");
  const inside = text.indexOf("3,fake");
  const found = textOf(rowsWithin(Buffer.from(text.slice(inside)), plain, false));
  expect(found?.startsWith('4,"note\n4,fake')).toBe(true);
});

test("a part that fits no file that can be read is said to be unreadable", () => {
  const text = `x\n${'1,"a"b,c\n'.repeat(5)}`;
  expect(rowsWithin(Buffer.from(text), plain, false)).toBe("unreadable");
  expect(rowsWithin(Buffer.from([0x0a, 0x31, 0xe9, 0x0a]), plain, false)).toBe("unreadable");
});

test("quotes that both ways of reading agree with decide nothing", () => {
  expect(rowsWithin(Buffer.from(`x\n"",""\n"",""\n"",""\n`), plain, false)).toBeNull();
});
