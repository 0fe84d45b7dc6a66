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

test("a sync without a second file is not concerned by others", () => {
  expect(mayRead({ ...SYNC, managersPath: null }, "managers.csv")).toBe(false);
});

test("names are the same in either Unicode form", () => {
  expect(mayRead({ path: "Zoë.csv", managersPath: null }, "Zoe\u0308.csv")).toBe(true);
});
