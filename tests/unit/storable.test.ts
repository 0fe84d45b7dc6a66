import fc from "fast-check";
import { expect, test } from "vitest";
import { isAppError } from "@/lib/errors";
import { refuseUnstorable } from "@/lib/refuse-unstorable";

const CHARACTER = "This contains a character that can't be stored. Type it again instead of pasting it.";

/** What a form is told, field by field; null where nothing is wrong. */
function told(value: unknown): unknown {
  try {
    refuseUnstorable(value);
    return null;
  } catch (error) {
    return isAppError(error) && error.code === "invalid_input" ? error.fieldErrors : error;
  }
}

test("A NUL character is found wherever it is, and nothing else is", () => {
  const storable = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes("u0000"));
  fc.assert(
    fc.property(storable, (clean) => {
      expect(told(clean)).toBeNull();
      expect(told({ form: [clean, { name: "a\0b" }] })).toEqual({ "form.1.name": CHARACTER });
    }),
  );
});

test("A key counts like a text", () => {
  expect(told({ columns: { "Em\0ail": {} } })).toEqual({ columns: CHARACTER });
});

test("What is nested without end is refused, not followed", () => {
  let rule: unknown = { match: "all", rules: [] };
  for (let at = 0; at < 50_000; at++) rule = { match: "all", rules: [rule] };
  expect(told({ rule })).toEqual({ rule: "This is nested too deeply." });
});
