import fc from "fast-check";
import { expect, test } from "vitest";
import type { ColumnStats } from "@/lib/model/column-stats";
import { columnOf } from "@/lib/pipeline/columns/collect";
import { mergeColumns } from "@/lib/pipeline/columns/merge";

const cells = fc.array(
  fc.constantFrom(
    "",
    "Sales",
    "Care",
    "a;b",
    "b;c",
    "2024-01-31",
    "31.1.2024",
    "1.2.2024",
    "12",
    "007",
    "1,5",
    "1.234,5",
    "1,234",
    "NULL",
    "one\ntwo",
  ),
  { minLength: 1, maxLength: 8 },
);

/** What a suggestion must not claim of cells that contradict it. */
function claims({ dates, number, commaNumber, groupedNumbers, values }: ColumnStats) {
  return {
    dates: dates.filter(({ misfit }) => misfit === null).map(({ format }) => format),
    isNumber: number?.misfit === null,
    isComma: commaNumber?.misfit === null,
    thousands: (groupedNumbers ?? [])
      .filter(({ misfit }) => misfit === null)
      .map(({ thousands }) => thousands),
    values,
  };
}

test("what is said of two parts of a column holds for all of it", () => {
  fc.assert(
    fc.property(cells, cells, (before, since) => {
      const [merged] = mergeColumns([columnOf(before, true)], [columnOf(since, true)]);
      const all = claims(columnOf([...before, ...since], true));
      if (!merged) throw new Error("There is one column.");
      const said = claims(merged);
      for (const format of said.dates) if (all.values?.length) expect(all.dates).toContain(format);
      if (said.isNumber) expect(all.isNumber).toBe(true);
      expect(said.values).toEqual(all.values);
      expect(merged.severalLines).toBe(columnOf([...before, ...since], true).severalLines);
    }),
  );
});

test("a column that nothing was read of stays as it was, and so does one that nobody looks at", () => {
  const column = columnOf(["Sales", "Care"], true);
  expect(mergeColumns([column, null], [columnOf([""], true), null])).toEqual([column, null]);
});
