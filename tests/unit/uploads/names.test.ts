import { expect, test } from "vitest";
import { shownFileName } from "@/lib/uploads/receive";

test.each([
  ["people.csv", "people.csv"],
  ["C:\\Users\\kim\\people.csv", "people.csv"],
  ["../../etc/passwd", "passwd"],
  ["a\u202egnp.csv\u0000\n", "agnp.csv"],
  ["", "upload.csv"],
  ["/", "upload.csv"],
  ["x".repeat(300), "x".repeat(200)],
])("the file %j is shown as %j", (raw, shown) => {
  expect(shownFileName(raw)).toBe(shown);
});
