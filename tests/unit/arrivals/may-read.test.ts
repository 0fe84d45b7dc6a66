import { expect, test } from "vitest";
import { mayRead } from "@/lib/arrivals/may-read";

const SYNC = { path: "hr/employees.csv", managersPath: "managers.csv" };

test.each([
  ["hr/employees.csv", true],
  ["/hr//employees.csv", true],
  ["managers.csv", true],
  ["hr/employees.csv.done", true],
  ["hr/employees.csv.sha256", true],
  ["employees.csv", false],
  ["hr/employees.csv.bak", false],
  ["hr/Employees.csv", false],
])("whether %s is a file of the sync: %s", (arrived, expected) => {
  expect(mayRead(SYNC, arrived)).toBe(expected);
});

const PATTERN = { path: "{yyyy}/users_{yyyy}{MM}{dd}*.csv.gz", managersPath: null };

test.each([
  ["2026/users_20261127.csv.gz", true],
  ["2026/users_20261127_b.csv.gz", true],
  ["2026/users_20261127.csv.gz.done", true],
  ["2026/users_20261127.done", true],
  // Perhaps: the run that it starts decides.
  ["2025/users_20261127.csv.gz", true],
  ["2026/users.csv.gz", false],
  ["users_20261127.csv.gz", false],
  ["2026/other_20261127.csv.gz", false],
  ["2026/users_20261127.csv", false],
])("whether %s is a file of the pattern: %s", (arrived, expected) => {
  expect(mayRead(PATTERN, arrived)).toBe(expected);
});

test("however many wildcards a pattern has, a long name is judged at once", () => {
  const path = `${"*a".repeat(100)}.csv`;
  const begun = performance.now();
  expect(mayRead({ path, managersPath: null }, `${"a".repeat(5000)}b.csv`)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(100);
});

test("a sync without a second file is not concerned by others", () => {
  expect(mayRead({ ...SYNC, managersPath: null }, "managers.csv")).toBe(false);
});

test("names are the same in either Unicode form", () => {
  expect(mayRead({ path: "Zoë.csv", managersPath: null }, "Zoe\u0308.csv")).toBe(true);
});
