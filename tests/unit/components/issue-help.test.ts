import { expect, test } from "vitest";
import { valueRemedy } from "@/components/runs/issue-help";

test.each([
  ["option_unknown", "Department", "Sales", "Probably Sales: say so below, or correct it in the file."],
  ["option_unknown", "Department", null, "Correct it, or add it as an option."],
  ["required_missing", "Email", null, "Fill in the column Email."],
  ["column_unknown", "Shoe size", null, "Add a field with this name, or ignore the column."],
  ["email_invalid", "Email", null, null],
] as const)("%s in %s, when %j is close: %j", (code, column, meant, words) => {
  expect(valueRemedy({ code, column }, meant)).toBe(words);
});
