import { tz } from "@date-fns/tz";
import { parse } from "date-fns";
import type { DateReading } from "@/lib/model/mapping";

const SEEN_MAX = 20_000;
const UTC = tz("UTC");
/** What a pattern leaves open is taken from here, never from today: a file means the same every night. */
const REFERENCE = new Date(Date.UTC(2000, 0, 1));
const PIVOT = 49;

/** A date as `yyyy-MM-dd`; null when the text is none. */
export type DateParser = (text: string) => string | null;

/**
 * Dates in ISO form, in those of date-fns patterns in their order, or as Excel counts days. A time behind a date counts
 * only when it is not midnight: then the text is no date. `today` (ISO) is needed for dates that are never in the future.
 * Throws a RangeError for a pattern that date-fns refuses.
 */
export function dateParser(reading: string | undefined | DateReading, today?: string): DateParser {
  const settings: DateReading = typeof reading === "object" ? reading : { dateFormat: reading };
  const readers = [settings.dateFormat, ...(settings.moreDateFormats ?? [])].map((pattern) =>
    patternReader(pattern, settings, today),
  );
  const { serialDates } = settings;
  if (serialDates) readers.push((text) => serialDate(text, serialDates));
  const read = (text: string) => firstOf(readers, text) ?? firstOf(readers, withoutMidnight(text));
  const [only] = readers;
  if (readers.length === 1 && only === parseIsoDate) return (text) => only(text) ?? read(text);
  const seen = new Map<string, string | null>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    const date = read(text);
    // Patterns take 20 µs a date; birthdays repeat. Cleared when full, so that hostile files stay within bounds.
    if (seen.size >= SEEN_MAX) seen.clear();
    seen.set(text, date);
    return date;
  };
}

function firstOf(readers: readonly DateParser[], text: string): string | null {
  for (const read of readers) {
    const date = text === "" ? null : read(text);
    if (date !== null) return date;
  }
  return null;
}

const MIDNIGHT =
  /(?:[T ]+0?0:00(?::00(?:[.,]0+)?)?|[ ]+12:00(?::00)?[ \u00a0\u202f]?[aA]\.?[mM]\.?)(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?$/;

/** "23.01.1984 00:00:00" -> "23.01.1984"; "" for a text without such an end. */
function withoutMidnight(text: string): string {
  const found = text.length > 60 ? null : MIDNIGHT.exec(text);
  return found ? text.slice(0, found.index) : "";
}

function patternReader(pattern: string | undefined, settings: DateReading, today?: string): DateParser {
  if (pattern === undefined || pattern === "yyyy-MM-dd") return parseIsoDate;
  parseWith(pattern, "");
  if (!/(?<!y)yy(?!y)/.test(pattern)) return (text) => parseWith(pattern, text);
  const { yearPivot = PIVOT, neverFuture = false } = settings;
  return (text) => {
    const date = parseWith(pattern, text);
    if (date === null) return null;
    const short = Number(date.slice(2, 4));
    const rest = date.slice(2);
    const chosen = `${short <= yearPivot ? 20 : 19}${rest}`;
    const isAhead = neverFuture && today !== undefined && chosen > today;
    return parseIsoDate(isAhead ? `19${rest}` : chosen);
  };
}

const LAST_SERIAL = 2_958_465;
const DAY_MS = 86_400_000;

/** Days as Excel counts them: 1 is the first of January 1900, and 60 a day that there never was; or 0 that of 1904. */
function serialDate(text: string, from: "1900" | "1904"): string | null {
  const found = /^(\d{1,7})(?:[.,]0+)?$/.exec(text);
  if (!found) return null;
  const days = Number(found[1]);
  if (days > LAST_SERIAL || (from === "1900" && (days < 1 || days === 60))) return null;
  const start = from === "1904" ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(start + days * DAY_MS).toISOString().slice(0, 10);
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
