import fc from "fast-check";
import { expect, test } from "vitest";
import { accentColours, CONTRAST_MIN, contrast, readHex, THEMES } from "@/lib/values/accent";

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

/** What lies behind links and buttons in globals.css, as sRGB. */
const GROUNDS = {
  light: ["#ffffff", "#f9fafa", "#f1f3f4"],
  dark: ["#0e1112", "#131617", "#15181a", "#1a1e20", "#202425"],
} as const;

test("whatever colour is chosen can be read on every ground of both themes, and what is written on it, too", () => {
  fc.assert(
    fc.property(hex, (accent) => {
      const colours = accentColours(accent);
      for (const theme of THEMES) {
        const { colour, text } = colours[theme];
        for (const ground of GROUNDS[theme])
          expect(contrast(colour, ground)).toBeGreaterThanOrEqual(CONTRAST_MIN);
        expect(contrast(colour, text)).toBeGreaterThanOrEqual(CONTRAST_MIN);
      }
    }),
  );
});

test("a colour that can be read stays as it is, and another says that it was changed", () => {
  fc.assert(
    fc.property(hex, (accent) => {
      const { light, dark } = accentColours(accent);
      for (const { colour, isAdjusted } of [light, dark]) expect(isAdjusted).toBe(colour !== accent);
    }),
  );
  expect(accentColours("#0b5c44").light).toEqual({ colour: "#0b5c44", text: "#ffffff", isAdjusted: false });
  const yellow = accentColours("#ffe600");
  expect(yellow.dark).toEqual({ colour: "#ffe600", text: "#000000", isAdjusted: false });
  expect(yellow.light).toMatchObject({ text: "#ffffff", isAdjusted: true });
});

test("contrast is what WCAG calls so", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test.each([
  ["#0A7BFF", "#0a7bff"],
  [" 0a7 ", "#00aa77"],
  ["#0a7bf", null],
  ["red", null],
  ["#12345g", null],
  ["", null],
])("%j is the colour %j", (text, colour) => {
  expect(readHex(text)).toBe(colour);
});
