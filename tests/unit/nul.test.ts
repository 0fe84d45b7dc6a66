import fc from "fast-check";
import { expect, test } from "vitest";
import { findNul, unstorable } from "@/lib/nul";

test("A NUL character is found wherever it is, and nothing else is", () => {
  const storable = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes("u0000"));
  fc.assert(
    fc.property(storable, fc.boolean(), (clean, isBad) => {
      expect(findNul(clean)).toBeNull();
      if (isBad) expect(findNul({ form: [clean, { name: "a\0b" }] })).toBe("form.1.name");
    }),
  );
});

test("A key counts like a text", () => {
  expect(findNul({ columns: { "Em\0ail": {} } })).toBe("columns");
});

test("What is nested without end is refused, not followed", () => {
  let nested: unknown = "x";
  for (let at = 0; at < 50_000; at++) nested = [nested];
  expect(findNul(nested)).not.toBeNull();
});

test("The form learns which field it is", () => {
  expect(unstorable("name").fieldErrors).toEqual({
    name: "This has a character that can't be stored. Type it again instead of pasting it.",
  });
});
