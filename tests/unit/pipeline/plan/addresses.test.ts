import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAddresses } from "@/lib/pipeline/plan/addresses";

describe("Addresses of a file", () => {
  test("Each belongs to the index that had it first, however many there are", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ maxLength: 3 }).filter((text) => !text.includes("\0")),
          { maxLength: 400 },
        ),
        (texts) => {
          const addresses = createAddresses(4);
          const firsts = new Map<string, number>();
          for (const [index, text] of texts.entries()) {
            if (!firsts.has(text)) firsts.set(text, index);
            expect(addresses.claim(text, index)).toBe(firsts.get(text));
          }
        },
      ),
    );
  });

  test("Three hundred thousand that differ in a few characters are told apart, and found again", () => {
    const addresses = createAddresses();
    const addressOf = (at: number) => `anna.korhonen.${at}@example.com`;
    let wrong = 0;
    for (let at = 0; at < 300_000; at++) wrong += Number(addresses.claim(addressOf(at), at) !== at);
    for (let at = 0; at < 300_000; at++) wrong += Number(addresses.claim(addressOf(at), -5) !== at);
    expect(wrong).toBe(0);
  });

  test("Those that find no place in the table are known all the same", () => {
    // Searches that end after one step, as in a file that is made to collide.
    const addresses = createAddresses(64, 1);
    for (let at = 0; at < 2_000; at++) expect(addresses.claim(`a${at}@b.fi`, at)).toBe(at);
    for (let at = 0; at < 2_000; at++) expect(addresses.claim(`a${at}@b.fi`, -5)).toBe(at);
  });
});
