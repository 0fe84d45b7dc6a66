import { expect, test } from "vitest";
import { valueRemedy } from "@/components/runs/issue-help";
import { cureOf } from "@/lib/values/markup-cures";

test.each([
  ["“Sales”", "Sales"],
  ["„Vertrieb“", "Vertrieb"],
  ["«Ventes»", "Ventes"],
  ["R&amp;D", "R&D"],
  ["M&#252;ller &#xe9;", "Müller é"],
  ["mailto:a@b.fi", "a@b.fi"],
  ["MAILTO:a@b.fi?subject=x", "a@b.fi"],
  ["Ann Ek <a@b.fi>", "a@b.fi"],
  ["<a@b.fi>", "a@b.fi"],
])("%s was meant to be %s", (text, meant) => expect(cureOf(text)?.meant).toBe(meant));

test.each(["Sales", "R&D", "AT&T;", "&#0;", "&#55296;", "“", "a <b> c", ""])("%j has no cure", (text) =>
  expect(cureOf(text)).toBeNull(),
);

test.each([
  ["email_invalid", "mailto:a@b.fi", "Leave out “mailto:”: a@b.fi"],
  ["email_invalid", "Ann Ek <a@b.fi>", "Export the address without the name: a@b.fi"],
  ["option_unknown", "R&amp;D", "Export plain text, without HTML entities: R&D"],
  ["field_count", "“Sales", "Curly quotes can't enclose a value. Use straight quotes."],
  [
    "value_invalid",
    "1e3",
    "This is scientific notation, which loses digits. Format the column as text or number before saving.",
  ],
  ["value_invalid", "abc", null],
] as const)("%s of %s says what to do", (code, value, remedy) => {
  expect(valueRemedy({ code, column: "X", value }, null)).toBe(remedy);
});
