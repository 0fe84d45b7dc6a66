import { tz } from "@date-fns/tz";
import { parse } from "date-fns";

const SEEN_MAX = 20_000;
const UTC = tz("UTC");
/** What a pattern leaves open is taken from here, never from today: a file means the same every night. */
const REFERENCE = new Date(Date.UTC(2000, 0, 1));

/** A date as `yyyy-MM-dd`; null when the text is none. */
export type DateParser = (text: string) => string | null;

/** Dates in ISO form, or in that of a date-fns pattern. Throws a RangeError for a pattern that date-fns refuses. */
export function dateParser(pattern: string | undefined): DateParser {
  if (pattern === undefined || pattern === "yyyy-MM-dd") return parseIsoDate;
  parseWith(pattern, "");
  const seen = new Map<string, string | null>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    const date = parseWith(pattern, text);
    // Patterns take 20 µs a date; birthdays repeat. Cleared when full, so that hostile files stay within bounds.
    if (seen.size >= SEEN_MAX) seen.clear();
    seen.set(text, date);
    return date;
  };
}

function parseWith(pattern: string, text: string): string | null {
  const date = parse(text, pattern, REFERENCE, { in: UTC });
  if (Number.isNaN(date.getTime())) return null;
  const year = date.getUTCFullYear();
  // "23.01.84" fits dd.MM.yyyy, as the year 84.
  if (year > 9999 || year < (pattern.includes("yyyy") ? 1000 : 1)) return null;
  return new Date(date.getTime()).toISOString().slice(0, 10);
}

const HYPHEN = 0x2d;

function parseIsoDate(text: string): string | null {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return null;
  const year = digitsAt(text, 0) * 100 + digitsAt(text, 2);
  const month = digitsAt(text, 5);
  const day = digitsAt(text, 8);
  const isDate = year > 0 && month > 0 && month < 13 && day > 0 && day <= daysIn(year, month);
  return isDate ? text : null;
}

/** The number that two digits make; NaN, which no comparison holds for, when they are none. */
function digitsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? tens * 10 + ones : Number.NaN;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
