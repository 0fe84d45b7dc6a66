/** The languages that employees and mails are addressed in, by their codes (BCP 47). */
export const LOCALES = ["en", "fi", "sv", "nl", "de"] as const;
export type Locale = (typeof LOCALES)[number];

/** Where nothing says which. */
export const DEFAULT_LOCALE: Locale = "en";

/** Each in its own language, as a choice shows it. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  en: "English",
  fi: "Suomi",
  sv: "Svenska",
  nl: "Nederlands",
  de: "Deutsch",
};

export function isLocale(code: unknown): code is Locale {
  return LOCALES.some((locale) => locale === code);
}
