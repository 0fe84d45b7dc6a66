import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchName } from "@/lib/pipeline/choose/match-name";
import { literalPath, mistakenWord, nameAt, parsePattern, patternFault } from "@/lib/pipeline/choose/pattern";
import { dateOf } from "@/lib/pipeline/choose/wall-time";

/** The date that a path has found in a name, as ISO; "yes" without one; null when it does not match. */
function found(path: string, name: string): string | null {
  const pattern = parsePattern(path);
  if (!pattern) throw new Error(`${path} is no pattern`);
  const parts = matchName(pattern.name, name);
  const date = parts && dateOf(parts);
  return parts && (date ? new Date(date.at).toISOString().slice(0, 19) : "yes");
}

describe("A path", () => {
  test.each([
    "users.csv",
    "exports/users.csv",
    "a{b}.csv",
    "a{YYYY}.csv",
    "a{}.csv",
    "{users}[1]+(x).csv",
    "a*b/users.csv",
    "what?/users.csv",
    "",
  ])("without a pattern in its name is one file: %s", (path) => {
    expect(parsePattern(path)).toBeNull();
  });

  test.each([
    ["employees_{yyyy}{MM}{dd}.csv", "employees_20261127.csv", "2026-11-27T00:00:00"],
    ["employees_{yyyy}{MM}{dd}.csv", "employees_20261341.csv", null],
    ["employees_{yyyy}{MM}{dd}.csv", "employees_20260229.csv", null],
    ["employees_{yyyy}{MM}{dd}.csv", "employees_20280229.csv", "2028-02-29T00:00:00"],
    ["employees_{yyyy}{MM}{dd}.csv", "Employees_20261127.csv", null],
    ["employees_{yyyy}{MM}{dd}.csv", "employees_20261127.csv.done", null],
    ["employees_{yyyy}{MM}{dd}.csv", "employees_2026112.csv", null],
    ["{dd}.{MM}.{yy}.csv", "27.11.26.csv", "2026-11-27T00:00:00"],
    ["{dd}{MM}{yyyy}.csv", "29022026.csv", null],
    ["x_{yyyy}{MM}.csv", "x_202611.csv", "2026-11-01T00:00:00"],
    ["x_{yyyy}-{MM}-{dd}T{HH}{mm}{ss}.csv", "x_2026-11-27T235959.csv", "2026-11-27T23:59:59"],
    ["x_{yyyy}-{MM}-{dd}T{HH}{mm}{ss}.csv", "x_2026-11-27T240000.csv", null],
    ["*{yyyy}{MM}{dd}*.csv", "v99999999_20261127_final.csv", "2026-11-27T00:00:00"],
    ["x_{yyyy}{MM}{dd}.csv", "x_٢٠٢٦١١٢٧.csv", null],
    ["{yyyy}_{yyyy}.csv", "2026_2025.csv", null],
    ["*.csv", "a.csv", "yes"],
    ["*.csv", ".csv", "yes"],
    ["*.csv", "a.csv.gz", null],
    ["a*b*c", "abc", "yes"],
    ["a*b*c", "acb", null],
    ["a*a", "a", null],
    ["user?.csv", "users.csv", "yes"],
    ["user?.csv", "user😀.csv", "yes"],
    ["user?.csv", "user.csv", null],
    ["[a]+(b).c*", "[a]+(b).csv", "yes"],
    ["[a]+(b).c*", "a+(b).csv", null],
    ["a.c*", "abcsv", null],
    ["a{*}b{?}.*", "a*b?.csv", "yes"],
    ["a{*}b{?}.*", "axbx.csv", null],
    ["{x}*.csv", "{x}1.csv", "yes"],
    ["caf\u00e9*.csv", "cafe\u0301_1.csv", "yes"],
  ])("%s and %s: %s", (path, name, expected) => {
    expect(found(path, name)).toBe(expected);
  });

  test("that was selected in a folder means this one file, whatever its name", () => {
    expect(literalPath("out*/a*b?.csv")).toBe("out*/a{*}b{?}.csv");
    expect(literalPath("out/users.csv")).toBe("out/users.csv");
    expect(found(literalPath("a*b?.csv"), "a*b?.csv")).toBe("yes");
  });

  test("dates of folders must agree with the name", () => {
    const pattern = parsePattern("out/{yyyy}/x_{yyyy}{MM}.csv");
    expect(pattern?.folders.map(({ source }) => source)).toEqual(["out", "{yyyy}"]);
    expect(pattern && matchName(pattern.name, "x_202611.csv", { year: 2026 })).toEqual({
      year: 2026,
      month: 11,
    });
    expect(pattern && matchName(pattern.name, "x_202511.csv", { year: 2026 })).toBeNull();
  });
});

describe("A pattern that can't be one is refused by its field", () => {
  test.each([
    ["users.csv", null],
    ["*.csv", null],
    ["x_{yyyy}{MM}{dd}.csv", null],
    ["{yyyy}/{MM}/x_{dd}.csv", null],
    ["{MM}{yyyy}/x.csv", null],
    ["x_{MM}{dd}.csv", /Add \{yyyy\}/],
    ["x_{yyyy}{dd}.csv", /Add \{MM\}/],
    ["{MM}/{yyyy}/x.csv", /below the one with \{yyyy\}/],
    [`${"x".repeat(300)}*.csv`, /255 characters/],
  ])("%s", (path, fault) => {
    if (fault === null) expect(patternFault(path)).toBeNull();
    else expect(patternFault(path)).toMatch(fault);
  });

  test("words that are nearly dates are named", () => {
    expect(mistakenWord("x_{YYYY}{MM}.csv")).toBe("{YYYY}");
    expect(mistakenWord("x_{yyyyMMdd}.csv")).toBe("{yyyyMMdd}");
    expect(mistakenWord("x_{yyyy}{MM}{users}.csv")).toBeNull();
  });
});

const DAY = fc.date({
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2099-12-31T23:59:59Z"),
  noInvalidDate: true,
});
const TEXT = fc.string({ unit: fc.constantFrom("a", "b", "_", ".", "[", "+", "(", "\\", "é"), maxLength: 6 });

describe("For any pattern", () => {
  test("a name made of it matches, and gives its date back", () => {
    fc.assert(
      fc.property(TEXT, TEXT, DAY, (before, after, day) => {
        const pattern = parsePattern(`${before}{yyyy}{MM}{dd}-{HH}{mm}{ss}${after}*`);
        if (!pattern) throw new Error("no pattern");
        const at = Math.floor(day.getTime() / 1000) * 1000;
        const parts = matchName(pattern.name, nameAt(pattern, at).replace("*", "rest"));
        expect(parts && dateOf(parts)?.at).toBe(at);
      }),
    );
  });

  test("`*` and `?` mean what the slow and obvious way of matching says", () => {
    const small = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), minLength: 1, maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 10 });
    fc.assert(
      fc.property(small, name, (source, text) => {
        const pattern = parsePattern(source);
        if (!pattern) return;
        expect(matchName(pattern.name, text) !== null).toBe(obviously([...source], [...text]));
      }),
      { numRuns: 2000 },
    );
  });

  test("eight digits match exactly when they are a day of the calendar", () => {
    const pattern = parsePattern("{yyyy}{MM}{dd}");
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), fc.nat(99), fc.nat(99), (year, month, day) => {
        const two = (value: number) => String(value).padStart(2, "0");
        const iso = `${year}-${two(month)}-${two(day)}`;
        const at = Date.parse(iso);
        const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso);
        expect(pattern && matchName(pattern.name, `${year}${two(month)}${two(day)}`) !== null).toBe(isDay);
      }),
    );
  });

  test("matching takes no longer than the name is long, however the pattern is made", () => {
    const name = `${"a".repeat(1000)}!`;
    const startedAt = performance.now();
    for (const source of [`${"*a".repeat(120)}*b`, `*${"a".repeat(200)}b`, `*${"?".repeat(250)}b`]) {
      const pattern = parsePattern(source);
      for (let round = 0; round < 20; round++) expect(pattern && matchName(pattern.name, name)).toBeNull();
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

function obviously(pattern: string[], text: string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return text.length === 0;
  if (head === "*") return obviously(rest, text) || (text.length > 0 && obviously(pattern, text.slice(1)));
  return text.length > 0 && (head === "?" || head === text[0]) && obviously(rest, text.slice(1));
}
