import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, newOptions, optionsFromLines } from "@/lib/fields/option-texts";

const base = [
  { id: 1, label: "Sales", aliases: ["Verkauf"] },
  { id: 2, label: "Care" },
  { id: 3, label: "Legal" },
];

test.each([
  ["unchanged", "Sales\nCare\nLegal", base],
  ["moved lines keep their options", "Legal\nSales\nCare", [base[2], base[0], base[1]]],
  [
    "a line that is rewritten renames its option",
    "Sales\nCare team\nLegal",
    [base[0], { id: 2, label: "Care team" }, base[2]],
  ],
  ["a new line is a new option", "Sales\nCare\nIT\nLegal", [base[0], base[1], { label: "IT" }, base[2]]],
  ["a line that is gone removes its option", "Sales\n\n  Legal ", [base[0], base[2]]],
  ["a line that comes twice counts once", "Sales\r\nCare\rLegal\nSales", base],
  [
    "two for one are new ones: nobody is renamed by chance",
    "Sales\nA\nB\nLegal",
    [base[0], { label: "A" }, { label: "B" }, base[2]],
  ],
])("%s", (_, text, expected) => {
  expect(optionsFromLines(base, text)).toEqual(expected);
});

test("property: text that lists the options in any order gives just these options", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(base, { minLength: 3 }), (options) => {
      expect(optionsFromLines(base, options.map(({ label }) => label).join("\n"))).toEqual(options);
    }),
  );
});

test("pasted lines that are options already, or come twice, are left out", () => {
  expect(newOptions(base, linesOf("IT\nCare\nVerkauf\nIT\n\n R&D "))).toEqual([
    { label: "IT" },
    { label: "R&D" },
  ]);
});
