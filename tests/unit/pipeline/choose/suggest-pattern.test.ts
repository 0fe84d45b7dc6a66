import fc from "fast-check";
import { expect, test } from "vitest";
import { matchPath } from "@/lib/pipeline/choose/match-name";
import { parsePattern, patternFault } from "@/lib/pipeline/choose/pattern";
import { suggestPattern } from "@/lib/pipeline/choose/suggest-pattern";

test.each([
  ["employees_20261127.csv", "employees_{yyyy}{MM}{dd}.csv"],
  ["exports/employees-2026-11-27.csv.gz", "exports/employees-{yyyy}-{MM}-{dd}.csv.gz"],
  ["27.11.2026 staff.csv", "{dd}.{MM}.{yyyy} staff.csv"],
  ["staff_27112026.csv", "staff_{dd}{MM}{yyyy}.csv"],
  ["staff_2026_11_27.csv", "staff_{yyyy}_{MM}_{dd}.csv"],
  ["staff_20261127T020000.csv", "staff_{yyyy}{MM}{dd}T{HH}{mm}{ss}.csv"],
  ["staff_20261127_0200.csv", "staff_{yyyy}{MM}{dd}_{HH}{mm}.csv"],
  ["staff_20261127020000.csv", "staff_{yyyy}{MM}{dd}{HH}{mm}{ss}.csv"],
  ["staff_20261127_9999.csv", "staff_{yyyy}{MM}{dd}_9999.csv"],
  ["staff_202611.csv", "staff_{yyyy}{MM}.csv"],
  ["staff-2026-11.csv", "staff-{yyyy}-{MM}.csv"],
  ["out/2026/11/staff_20261127.csv", "out/{yyyy}/{MM}/staff_{yyyy}{MM}{dd}.csv"],
  ["out/2025/staff_20261127.csv", "out/2025/staff_{yyyy}{MM}{dd}.csv"],
  ["out/2026-11/staff_20261127.csv", "out/{yyyy}-{MM}/staff_{yyyy}{MM}{dd}.csv"],
  ["a*b_20261127.csv", null],
  ["employees.csv", null],
  ["employees_20261341.csv", null],
  ["employees_1234567890.csv", null],
  ["employees_{yyyy}{MM}{dd}.csv", null],
])("a file like %s: %s", (path, pattern) => {
  expect(suggestPattern(path)).toBe(pattern);
});

test("what is suggested matches the file that it was made from, and is accepted", () => {
  const part = fc.string({
    unit: fc.constantFrom("a", "_", "-", ".", "1", "2", "0", "{", "}", "T"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      part,
      part,
      fc.date({ min: new Date("2001-01-01"), max: new Date("2098-01-01"), noInvalidDate: true }),
      (before, after, day) => {
        const path = `x/${before}${day.toISOString().slice(0, 10).replaceAll("-", "")}${after}y`;
        const suggested = suggestPattern(path);
        if (suggested === null) return;
        const pattern = parsePattern(suggested);
        expect(pattern && matchPath(pattern, path)).not.toBeNull();
        expect(patternFault(suggested)).toBeNull();
      },
    ),
  );
});
