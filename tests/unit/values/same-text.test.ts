import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composed, nearText, revealed, sameText } from "@/lib/values/same-text";

describe("The form that texts are compared by", () => {
  test.each([
    ["Sales", "Sales"],
    ["", ""],
    [" ", ""],
    ["  Human \t Resources\n", "Human Resources"],
    ["Human\u00a0Resources", "Human Resources"],
    ["Human\u200b Resources", "Human Resources"],
    ["Human\u2007\u3000Resources", "Human Resources"],
    ["Front\u2010Office", "Front-Office"],
    ["Front\u2011Office", "Front-Office"],
    ["Front\u2013Office", "Front\u2013Office"],
    ["Bu\u0308ro", "B\u00fcro"],
    ["Bu\u200b\u0308ro", "B\u00fcro"],
    ["ver\u00adwalten", "verwalten"],
    ["\u20665\u2069", "5"],
    ["a\u200cb", "ab"],
    ["a\u0308\u200c\u0308", "\u00e4\u0308"],
    ["4\u200c", "4"],
    ["x\u{e0041}", "x"],
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
    ["\u0645\u06cc\u200c\u200c\u062e", "\u0645\u06cc\u200c\u062e"],
    ["\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"],
    ["\u200c\u0645\u06cc\u200c", "\u0645\u06cc"],
    ["\u{1f469}\u200d\u{1f4bb}", "\u{1f469}\u200d\u{1f4bb}"],
    ["\u0600\u0661", "\u0600\u0661"],
  ])("%j is %j", (text, form) => expect(sameText(text)).toBe(form));

  const any = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        ..."aB 0-\u0308\u0301\u00a0\u200b\u200c\u200d\u0645\u06cc\u094d\u0915\u2010\u00ad\u{1f469}\ufe0f\t\n\u{e0041}\u{1f3f4}",
      ),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  });

  test("of a form is itself", () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(sameText(sameText(text))).toBe(sameText(text));
      }),
      { numRuns: 5_000 },
    );
  });

  test("does not see how letters are composed, nor what is around the text", () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(sameText(text.normalize("NFD"))).toBe(sameText(text.normalize("NFC")));
        expect(sameText(`\u00a0${text.normalize("NFC")} \u200b`)).toBe(sameText(text.normalize("NFC")));
      }),
      { numRuns: 5_000 },
    );
  });

  test("takes no longer than the text is long", () => {
    const started = performance.now();
    for (const sign of [" ", "\u200c", "\u{e0041}", "\u{1f3f4}\u{e0041}\u{e0041}", "\u0308", "\u0645\u200c"])
      sameText(`a${sign.repeat(200_000)}b`);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

test("Near texts differ in letter case only", () => {
  expect(nearText("HUMAN\u00a0Resources")).toBe("human resources");
});

test("Composed text keeps everything else", () => {
  expect(composed("Bu\u0308ro\u00a0 1")).toBe("B\u00fcro\u00a0 1");
});

describe("A message shows what can't be seen", () => {
  test.each([
    ["First\u00a0name", "First‹U+00A0›name"],
    ["Email\u200b", "Email‹U+200B›"],
    ["a\u0007b", "a‹U+0007›b"],
    ["4\u200c", "4‹U+200C›"],
    ["\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"],
    ["Sales\nLegal\t1", "Sales\nLegal\t1"],
    ["Å, ü – 東京", "Å, ü – 東京"],
  ])("%j as %j", (text, shown) => expect(revealed(text)).toBe(shown));
});
