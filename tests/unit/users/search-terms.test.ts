import { expect, test } from "vitest";
import { searchTerms } from "@/lib/users/search-terms";

test("nothing typed looks for nothing", () => {
  expect(searchTerms("  \t ")).toEqual([]);
});

test("one word may start either name or the address, or be the ID", () => {
  expect(searchTerms("anna")).toEqual([
    { by: "last", last: "anna" },
    { by: "first", first: "anna" },
    { by: "email", email: "anna" },
    { by: "csvId", csvId: "anna" },
  ]);
});

test("two words may be first and last name in either order, with or without a comma", () => {
  const both = (typed: string) => searchTerms(typed).filter((term) => term.by === "both");
  const either = [
    { by: "both", first: "virtanen", last: "anna" },
    { by: "both", first: "anna", last: "virtanen" },
  ];
  expect(both("virtanen  anna")).toEqual(either);
  expect(both("virtanen, anna")).toEqual(either);
});
