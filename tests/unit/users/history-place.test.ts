import { expect, it } from "vitest";
import { rowLabel } from "@/components/users/history-line";
import { readHistoryPlace, writeHistoryPlace } from "@/lib/users/history-place";

it.each([
  [{ fileName: "employees.csv", row: 212, line: 212 }, "row 212 of employees.csv"],
  [{ fileName: "employees.csv", row: 1212, line: 1300 }, "row 1,212 (line 1,300) of employees.csv"],
  [{ fileName: null, row: 7, line: null }, "row 7"],
  [{ fileName: "employees.csv", row: null, line: null }, "employees.csv"],
  [{ fileName: null, row: null, line: null }, null],
])("the row of a file reads %j", (row, label) => {
  expect(rowLabel(row)).toBe(label);
});

it("a place in a history comes back from the address as it went in, and nothing else is one", () => {
  const place = { micros: "1777802400123456", by: "run", id: 42 } as const;
  expect(readHistoryPlace(writeHistoryPlace(place))).toEqual(place);
  for (const text of ["", "x", "1.nobody.2", "1.run.2; select"]) expect(readHistoryPlace(text)).toBeNull();
});
