import { expect, test } from "vitest";
import { suggestOption } from "@/lib/values/closest-option";

const OPTIONS = ["Sales", "Marketing", "Finance", "IT"];

test.each([
  ["Slaes", "Sales"],
  ["sales", "Sales"],
  ["Marketng", "Marketing"],
  ["Finannce", "Finance"],
  ["I.T.", "IT"],
  ["Logistics", null],
  ["", null],
  ["HR", null],
])("%j probably means %j", (value, meant) => {
  expect(suggestOption(value, OPTIONS)).toBe(meant);
});

test("Between two that are equally close nothing is suggested", () => {
  expect(suggestOption("Team C", ["Team A", "Team B"])).toBeNull();
});
