import { expect, test } from "vitest";
import { freeLabel } from "@/lib/fields/free-label";
import { createFieldInput } from "@/lib/fields/schema";

test.each([
  ["Cost centre", [], "Cost centre"],
  ["Cost centre", ["cost CENTRE"], "Cost centre 2"],
  ["Cost centre", ["Cost centre", "Cost centre 2"], "Cost centre 3"],
  ["EMAIL", [], "EMAIL 2"],
  ["two\nlines  of it", [], "two lines of it"],
  ["x".repeat(100), [], "x".repeat(80)],
  ["x".repeat(100), ["x".repeat(80)], `${"x".repeat(78)} 2`],
])("%j beside %j becomes %j, which a field can have", (header, taken, label) => {
  expect(freeLabel(header, taken)).toBe(label);
  expect(createFieldInput.safeParse({ label, type: "text", options: [] }).success).toBe(true);
});
