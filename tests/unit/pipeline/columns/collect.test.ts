import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VALUES_MAX } from "@/lib/model/column-stats";
import { collectColumns, columnOf } from "@/lib/pipeline/columns/collect";
import { guessField } from "@/lib/syncs/propose/guess-field";
import { dateParser } from "@/lib/values/date";
import { parseNumber } from "@/lib/values/number";
import { trimCell, valuesOf } from "@/lib/values/text";

const many = (count: number, cell: (n: number) => string) => Array.from({ length: count }, (_, n) => cell(n));

test("What it says of a column is what looking at all cells again and again would say", () => {
  const cell = fc.constantFrom(
    "",
    " ",
    "1",
    "02",
    "-0.5",
    "x",
    "1984-01-23",
    "31.12.2001",
    "1/2/2001",
    "20240131",
    "a;b",
    "a\nb",
    "c|a",
    "a, b",
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 12 }), fc.boolean(), (cells, isPlain) => {
      const collector = collectColumns(1);
      for (const one of cells)
        collector.add({ row: 2, line: 2, cells: [one], isPlain: isPlain && !one.includes("\n") });
      const [stats] = collector.end();
      const filled = cells.map(trimCell).filter((one) => one !== "");
      const all = [...new Set(filled)];
      expect(stats).toMatchObject({
        filled: filled.length,
        values: all,
        samples: all.slice(0, 4),
        severalLines: all.some((one) => one.includes("\n")),
        unfit: null,
      });
      for (const { separator, cells: count, values } of stats?.parts ?? []) {
        const sign = separator === "\n" ? undefined : separator;
        expect(count).toBe(all.filter((one) => one.includes(separator)).length);
        expect(new Set(values)).toEqual(new Set(all.flatMap((one) => valuesOf(one, sign))));
      }
      const fits = stats?.dates.filter(({ misfit }) => misfit === null).map(({ format }) => format) ?? [];
      for (const format of fits) expect(all.every((one) => dateParser(format)(one) !== null)).toBe(true);
      if (stats?.number?.misfit === null) expect(all.every((one) => parseNumber(one) !== null)).toBe(true);
      if (all.length > 0 && all.every((one) => dateParser("dd.MM.yyyy")(one)))
        expect(fits).toContain("dd.MM.yyyy");
    }),
    { numRuns: 500 },
  );
});

describe("the last row counts as much as the first", () => {
  test.each<[string, string[], object]>([
    [
      "a department that comes late is an option",
      [...many(300, () => "Sales"), "Legal"],
      { type: "single_choice", options: ["Sales", "Legal"] },
    ],
    [
      "one cell of two lines makes a multiple choice",
      [...many(300, () => "Sales"), "Sales\nLegal"],
      { type: "multiple_choice", options: ["Sales", "Legal"] },
    ],
    [
      "one letter makes a text of numbers",
      [...many(300, String), "full time"],
      { type: "text", why: expect.stringContaining("“full time” is none") },
    ],
    [
      "one mistake makes a text of days, and the format is still known",
      [...many(300, (n) => `${(n % 28) + 1}.1.2020`), "31.02.2024"],
      { type: "text", dateFormat: "dd.MM.yyyy", why: expect.stringContaining("“31.02.2024” is none") },
    ],
    [
      "too many different values are a text, and why is said",
      many(VALUES_MAX + 1, (n) => `Site ${n % 201}`).concat(many(900, () => "Site 1")),
      { type: "text", options: [], why: expect.stringContaining("More than 200 different values") },
    ],
    [
      "as many as one can choose from are a choice",
      many(1000, (n) => `Site ${n % VALUES_MAX}`),
      { type: "single_choice" },
    ],
    [
      "notes of several lines fit no field",
      many(300, (n) => `a${n}\nb${n}`),
      { leaveOut: true, why: expect.stringContaining("several lines") },
    ],
    [
      "a cell that no field takes",
      ["Sales", "Sales", "x".repeat(10_001)],
      { leaveOut: true, why: expect.stringContaining("no field can store it") },
    ],
    [
      "a few rows of a hundred have several values",
      [...many(90, (n) => `D${n % 5}`), ...many(10, (n) => `D${n % 5}; D${(n + 1) % 5}`)],
      { type: "multiple_choice", separator: ";", options: ["D0", "D1", "D2", "D3", "D4"] },
    ],
    [
      "names with a comma, however often one comes up",
      many(150, (n) => `Last${n % 40}, First${n % 31}`),
      { type: "text" },
    ],
    ["no value in any row", many(300, () => " "), { leaveOut: true, why: "No row has a value in it." }],
  ])("%s", (_, cells, guess) => {
    expect(guessField(columnOf(cells, true))).toMatchObject(guess);
  });
});

test("What it keeps does not grow with the file, and rows of another width are not looked at", () => {
  const collector = collectColumns(200);
  for (let row = 0; row < 2_000; row++) {
    const cells = Array.from({ length: 200 }, (_, at) => `${at}-${row % 190};${row}`);
    collector.add({ row, line: row, cells, isPlain: true });
    collector.add({ row, line: row, cells: ["short"], isPlain: true });
  }
  const columns = collector.end();
  expect(JSON.stringify(columns).length).toBeLessThan(1_500_000);
  expect(columns.every((column) => column?.filled === 2_000 && !column.samples.includes("short"))).toBe(true);
});
