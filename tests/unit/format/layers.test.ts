import { expect, test } from "vitest";
import { describeLayers } from "@/lib/format/layers";

test.each([
  [["export.zip", "employees.csv"], "employees.csv in export.zip"],
  [["encrypted for key 7F3A", "export.zip", "a.csv"], "a.csv in export.zip, encrypted for key 7F3A"],
  [["export.xlsx", "sheet “Staff”"], "sheet “Staff” in export.xlsx"],
  [
    ["encrypted for key 7F3A, signed by key 1B2C", "a.csv"],
    "a.csv, encrypted for key 7F3A, signed by key 1B2C",
  ],
])("%j is %s", (layers, text) => {
  expect(describeLayers(layers)).toBe(text);
});
