import { describe, expect, test } from "vitest";
import type { Issue } from "@/lib/model/issue";
import { openSkips } from "@/lib/pipeline/persistence/skips";
import { openTally } from "@/lib/pipeline/persistence/tally";

function unknown(value: string | null, column = "Department"): Issue {
  const message = `Unknown profile field value: ${value}`;
  const where = { row: 2, line: 2, csvId: "1", email: null };
  return { severity: "warning", code: "option_unknown", message, ...where, column, value };
}

function skipped(row: number, message: string): Issue {
  const what = { line: row, csvId: null, email: null, column: null, value: null };
  return { severity: "error", code: "email_invalid", message, row, ...what };
}

function tallyOf(issues: Iterable<Issue>) {
  const tally = openTally();
  for (const issue of issues) tally.add(issue);
  return tally.rows();
}

describe("the tally of issues", () => {
  test("counts each value of each column", () => {
    const rows = tallyOf([unknown("Slaes"), unknown("Slaes", "Team"), unknown("Marketng"), unknown("Slaes")]);
    expect(rows.map(({ column, value, count }) => [column, value, count])).toEqual([
      ["Department", "Slaes", 2],
      ["Department", "Marketng", 1],
      ["Team", "Slaes", 1],
    ]);
  });

  test("counts what has no value, apart by severity", () => {
    const error = skipped(2, "Invalid e-mail address");
    const rows = tallyOf([error, { ...error, severity: "warning" }, error]);
    expect(rows.map(({ severity, value, count }) => [severity, value, count])).toEqual([
      ["error", null, 2],
      ["warning", null, 1],
    ]);
  });

  test("tells a thousand values of a column apart, and counts the others together", () => {
    const rows = tallyOf(Array.from({ length: 3_000 }, (_, n) => unknown(`v${n % 1_500}`)));
    expect(rows).toHaveLength(1_001);
    expect(rows.at(-1)).toMatchObject({ value: null, count: 1_000 });
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(3_000);
  });

  test("does not grow with the columns either", () => {
    const issues = Array.from({ length: 60_000 }, (_, n) => unknown(`v${n}`, `C${n % 300}`));
    const rows = tallyOf(issues);
    expect(rows.length).toBeLessThanOrEqual(20_300);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(60_000);
  });
});

describe("the rows that are skipped", () => {
  test("are the first of the file, in whatever order they become known", () => {
    const skips = openSkips(3);
    for (const row of [9, 8, 2, 7, 5, 6, 3, 4, 10]) skips.add(skipped(row, `row ${row}`));
    expect([...skips.reasons().keys()].sort((a, b) => a - b)).toEqual([2, 3, 4]);
  });

  test("keep all that is wrong with them, and warnings do not count", () => {
    const skips = openSkips();
    skips.add(skipped(4, "Duplicate ID: 7 (rows 2, 4)"));
    skips.add(unknown("Slaes"));
    skips.add(skipped(4, "The address is kept"));
    expect([...skips.reasons()]).toEqual([[4, "Duplicate ID: 7 (rows 2, 4)\nThe address is kept"]]);
  });
});
