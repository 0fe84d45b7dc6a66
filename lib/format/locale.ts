declare global {
  /** The locale of whoever reads what is being written: set by the pages, in the browser and on the server. */
  var readerLocale: (() => string | undefined) | undefined;
}

const DEFAULT = "en-GB";

/** How dates and numbers are written (BCP 47): as the reader of a page is used to, British English where there is none. */
export function formatLocale(): string {
  return globalThis.readerLocale?.() ?? DEFAULT;
}

/** Whether months have English names there. Pages are in English, so that others see them as numbers. */
export function hasEnglishWords(locale: string): boolean {
  return locale === "en" || locale.startsWith("en-");
}

const made = new Map<string, Intl.NumberFormat>();

/** A number for the reader with at most so many decimals; `fixed`: with exactly as many. */
export function writeNumber(value: number, decimals: number, fixed = false): string {
  const locale = formatLocale();
  const key = `${locale} ${decimals} ${fixed}`;
  const minimumFractionDigits = fixed ? decimals : 0;
  const format =
    made.get(key) ??
    new Intl.NumberFormat(locale, { maximumFractionDigits: decimals, minimumFractionDigits });
  made.set(key, format);
  // Versions of ICU differ in these two signs, and browsers have to write what the server wrote.
  return format
    .format(value)
    .replace(/\u202F/g, "\u00A0")
    .replace(/'/g, "’");
}
