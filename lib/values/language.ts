import { DEFAULT_LOCALE, isLocale, LOCALES, type Locale } from "@/lib/model/locale";

/** Languages that files of our customers are written in: each has its own names of languages. */
const NAMED_IN = ["en", "fi", "sv", "nb", "da", "nl", "de", "fr"] as const;

/** What names of the runtime leave out: three-letter codes, and other words for the same. */
const ALSO: Readonly<Record<Locale, readonly string[]>> = {
  en: ["eng"],
  fi: ["fin", "finn"],
  sv: ["swe"],
  nl: ["nld", "dut", "holländska", "hollandsk", "holländisch", "flemish", "vlaams", "flämisch", "hollanti"],
  de: ["deu", "ger"],
};

/** Labels of a field that holds a person's language, in lower case. */
export const LANGUAGE_LABELS: readonly string[] = [
  ...["language", "preferred language", "portal language", "kieli", "asiointikieli", "språk", "sprog"],
  ...["taal", "voorkeurstaal", "sprache", "korrespondenzsprache", "langue", "locale"],
];

const BY_NAME: ReadonlyMap<string, Locale> = new Map(
  LOCALES.flatMap((locale) => [
    ...[locale, ...ALSO[locale]].map((name) => [name, locale] as const),
    ...NAMED_IN.map((language) => {
      const name = new Intl.DisplayNames(language, { type: "language" }).of(locale) ?? locale;
      return [name.toLowerCase(), locale] as const;
    }),
  ]),
);

/**
 * The language that a file's text means: a code ("fi", "fi-FI", "FIN") or a name in one of several languages ("Finnish",
 * "suomi", "Finska", "Deutsch (Schweiz)"). Null for what is none of ours.
 */
export function readLanguage(text: string): Locale | null {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? [];
  for (const word of words) {
    const found = BY_NAME.get(word);
    if (found) return found;
  }
  return null;
}

/** The language of ours that a browser asks for first (`Accept-Language`, RFC 9110 12.5.4); English without one. */
export function pickLanguage(acceptLanguage: string | null): Locale {
  return (
    rangesOf(acceptLanguage)
      .map((range) => range.split("-")[0])
      .find(isLocale) ?? DEFAULT_LOCALE
  );
}

/**
 * How dates and numbers are written for a member: in the language of their account, as in the first region that their browser asks
 * for ("en" and `fi-FI, en-US` are "en-FI"). Without a language the browser's, and British English where there is no region.
 */
export function memberLocale(language: Locale | null, acceptLanguage: string | null): string {
  const spoken = language ?? pickLanguage(acceptLanguage);
  const [region] = rangesOf(acceptLanguage).flatMap((range) =>
    range
      .split("-")
      .slice(1)
      .filter((part) => /^[a-z]{2}$/.test(part)),
  );
  if (region === undefined) return spoken === "en" ? "en-GB" : spoken;
  return new Intl.NumberFormat(`${spoken}-${region}`).resolvedOptions().locale;
}

/** What a browser asks for, the most wanted first, in lower case. */
function rangesOf(acceptLanguage: string | null): string[] {
  return (acceptLanguage ?? "")
    .split(",")
    .slice(0, 50)
    .map((part, at) => {
      const [range = "", ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const q = parameters.map((each) => /^q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
      return { range, weight: q === undefined ? 1 : Number(q), at };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ range }) => range);
}
