import { writeNumber } from "@/lib/format/locale";

/** 12345.678 -> "12,345.68", as the reader writes numbers. */
export function formatNumber(value: number): string {
  return writeNumber(value, 2);
}

/** A share of 0 to 1 -> "3.4 %". */
export function formatPercent(share: number): string {
  return `${writeNumber(share * 100, 1)} %`;
}

/**
 * A number of a profile field with all of its digits and the locale's decimal sign: "1234.5" -> "1234,5". Cost centers and the like are
 * numbers too, so none is grouped.
 */
export function decimalIn(locale: string, text: string): string {
  const point = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === "decimal");
  return text.replace(".", point?.value ?? ".");
}
