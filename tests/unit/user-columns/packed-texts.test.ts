import fc from "fast-check";
import { expect, test } from "vitest";
import { findTexts, type PackedTexts, packTexts, textAt } from "@/lib/user-columns/packed-texts";

const text = fc.stringMatching(/^[abä€ .]{1,4}$/u);
const holds = {
  is: (one: string, other: string) => one === other,
  contains: (one: string, other: string) => one.includes(other),
  starts_with: (one: string, other: string) => one.startsWith(other),
};

test("property: a search through packed texts finds what looking at each does", () => {
  let met = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("is" as const, "contains" as const, "starts_with" as const),
      fc.oneof(text, fc.constant("")),
      (pieces, op, wanted) => {
        const texts = pieces.flat();
        const packed = pieces.reduce<PackedTexts | null>(packTexts, null);
        if (!packed) return;
        const found = new Uint8Array(texts.length + 1);
        findTexts(packed, { op, text: wanted }, found, 1);
        expect(texts.map((_, at) => textAt(packed, at))).toEqual(texts);
        expect([...found.subarray(1)]).toEqual(texts.map((one) => (holds[op](one, wanted) ? 1 : 0)));
        expect(found[0]).toBe(0);
        met += found.includes(1) ? 1 : 0;
      },
    ),
    { numRuns: 1_000 },
  );
  expect(met).toBeGreaterThan(200);
});
