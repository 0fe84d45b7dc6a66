import { describe, expect, test } from "vitest";
import { dayIn, dayTimeIn } from "@/lib/format/dates-in";
import { isolated } from "@/lib/format/isolated";
import { pickLanguage, readLanguage } from "@/lib/values/language";

describe("what a file says is a language", () => {
  test.each([
    ...[
      ["fi", "fi"],
      ["fi-FI", "fi"],
      ["FIN", "fi"],
      ["Finnish", "fi"],
      ["suomi", "fi"],
      ["Finska", "fi"],
    ],
    ...[
      ["sv_SE", "sv"],
      ["Swedish", "sv"],
      ["ruotsi", "sv"],
      ["Schwedisch", "sv"],
      ["suédois", "sv"],
    ],
    ...[
      ["Dutch", "nl"],
      ["Nederlands", "nl"],
      ["holländska", "nl"],
      ["Vlaams", "nl"],
      ["hollanti", "nl"],
    ],
    ...[
      ["Deutsch (Schweiz)", "de"],
      ["German", "de"],
      ["saksa", "de"],
      ["allemand", "de"],
      ["tysk", "de"],
    ],
    ...[
      ["en-GB", "en"],
      ["English", "en"],
      ["englanti", "en"],
      ["Engels", "en"],
    ],
    ...[
      ["Norwegian", null],
      ["", null],
      ["?", null],
      ["fr", null],
    ],
  ])("%s", (text, locale) => {
    expect(readLanguage(text ?? "")).toBe(locale);
  });
});

test.each([
  ["fi-FI,fi;q=0.9,en;q=0.8", "fi"],
  ["fr-FR,fr;q=0.9,de;q=0.5,en;q=0.8", "en"],
  ["nb-NO,nb;q=0.9,sv;q=0.7", "sv"],
  ["en;q=0,nl;q=0.1", "nl"],
  ["*", "en"],
  ["", "en"],
  [null, "en"],
])("a browser that asks for %s is answered in %s", (asked, locale) => {
  expect(pickLanguage(asked)).toBe(locale);
});

test("days and times are written as the language does, with the year when it is another", () => {
  const [at, now] = [new Date("2026-05-03T14:02:00Z"), new Date("2026-11-27T02:00:00Z")];
  expect(["en", "fi", "sv", "nl", "de"].map((locale) => dayIn(locale, at, now, "UTC"))).toEqual([
    ...["3 May", "3. toukokuuta", "3 maj", "3 mei", "3. Mai"],
  ]);
  expect(dayTimeIn("de", at, now, "UTC")).toBe("3. Mai um 14:02");
  expect(dayTimeIn("fi", at, now, "UTC")).toBe("3. toukokuuta klo 14.02");
  expect(dayIn("sv", at, new Date("2027-01-01T00:00:00Z"), "UTC")).toBe("3 maj 2026");
});

test("only a name that is written from right to left is set apart", () => {
  expect(isolated("Ann Lee")).toBe("Ann Lee");
  expect(isolated("محمد علي")).toBe("\u2068محمد علي\u2069");
  expect(isolated("דנה")).toBe("\u2068דנה\u2069");
});
