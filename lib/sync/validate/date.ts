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

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

function parseIsoDate(text: string): string | null {
  const match = text.length === 10 ? ISO.exec(text) : null;
  if (!match) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const isDate = year > 0 && month > 0 && month < 13 && day > 0 && day <= daysIn(year, month);
  return isDate ? text : null;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
