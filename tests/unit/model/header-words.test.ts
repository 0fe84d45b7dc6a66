import { expect, test } from "vitest";
import { HEADER_WORDS } from "@/lib/model/header-words";
import { languagesOf, nearMiss, STANDARD_TARGETS } from "@/lib/model/standard-columns";
import { columnOf } from "@/lib/pipeline/columns/collect";
import { nearKnown, nearTarget } from "@/lib/syncs/propose/near-target";

const LANGUAGES = ["English", "Finnish", "Swedish", "Norwegian", "Danish", "Dutch", "German", "French"];

test("every standard column has words in eight languages", () => {
  expect(Object.keys(HEADER_WORDS)).toEqual(LANGUAGES);
  for (const words of Object.values(HEADER_WORDS))
    for (const target of STANDARD_TARGETS) expect(words[target].length).toBeGreaterThan(0);
});

test("no word means two columns, however it is spelled", () => {
  const spellings = (word: string) => [
    word,
    word.toUpperCase(),
    ` ${word.toLowerCase()} `,
    word.replaceAll(" ", "_"),
    word.normalize("NFD"),
    word.normalize("NFD").replace(/\p{M}/gu, ""),
  ];
  for (const [language, words] of Object.entries(HEADER_WORDS)) {
    for (const target of STANDARD_TARGETS) {
      for (const spelled of words[target].flatMap(spellings)) {
        expect([spelled, nearMiss(spelled)]).toEqual([spelled, target]);
        expect(languagesOf(spelled)).toContain(language);
      }
    }
  }
});

test.each([
  ["Vorname", "first_name", "the German word for it."],
  ["Sukunimi", "last_name", "the Finnish word for it."],
  ["Personeelsnummer", "id", "the Dutch word for it."],
  ["MATKAPUHELIN", "mobile", "the Finnish word for it."],
  ["Efternamn", "last_name", "the Swedish word for it."],
  ["Fornavn", "first_name", "the Norwegian and Danish word for it."],
  ["e-postadress", "email", "the Swedish word for it."],
  ["prenom", "first_name", "the French word for it."],
  ["Anstaellningsnummer", "id", "the Swedish word for it."],
  ["Loennummer", null, null],
  ["Lonnummer", "id", "the Danish word for it."],
  ["Employee ID", "id", "another word for it."],
  ["Personnummer", null, null],
  ["Name", null, null],
  ["Abteilung", null, null],
])("%s is proposed as %s: %s", (header, kind, why) => {
  const near = nearTarget(header, columnOf(["x"]), nearKnown([], new Set()));
  expect([near?.target.kind ?? null, near?.why ?? null]).toEqual([kind, why]);
});
