import { expect, test } from "vitest";
import type { ProfileField } from "@/lib/sync/types";
import { shownFileName } from "@/lib/uploads/file-name";
import { hintFor } from "@/lib/uploads/hint";

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

const title: ProfileField = { id: 4, label: "Job title", type: "text", options: [] };

test.each([
  ["E-Mail Address", "Email"],
  ["surname", "Last name"],
  ["job_title", "Job title"],
  ["Shoe size", undefined],
])("the column %j probably means %j", (header, label) => {
  expect(hintFor(header, { fields: [title], filled: new Set() })?.label).toBe(label);
});

test("what another column fills already is not proposed", () => {
  expect(hintFor("surname", { fields: [], filled: new Set(["Last name"]) })).toBeNull();
});
