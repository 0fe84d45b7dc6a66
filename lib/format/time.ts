import { formatLocale, hasEnglishWords } from "@/lib/format/locale";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/**
 * "today 14:03", "yesterday 02:00", beyond that "3 May, 14:03" or "3 May 2025, 14:03"; with how long it is until then
 * where it lies ahead by less than a day, "tomorrow 02:00 (in 8 hours)". Within 45 seconds "just now".
 * `zone` is an IANA name and decides which day it is; the reader's own when absent.
 */
export function formatWhen(at: Date, now: Date, zone?: string): string {
  const distanceMs = at.getTime() - now.getTime();
  if (Math.abs(distanceMs) < 45_000) return distanceMs > 5000 ? "in a moment" : "just now";
  const ahead = distanceMs > 0 && distanceMs < DAY_MS ? ` (${until(distanceMs)})` : "";
  const day = NEAR_DAYS.find(
    (near) => formatDay(new Date(now.getTime() + near.ms), now, zone) === formatDay(at, now, zone),
  );
  return `${day ? `${day.word} ${formatTime(at, zone)}` : formatDayTime(at, now, zone)}${ahead}`;
}

const NEAR_DAYS = [
  { word: "today", ms: 0 },
  { word: "yesterday", ms: -DAY_MS },
  { word: "tomorrow", ms: DAY_MS },
] as const;

/** "in 3 minutes", "in 4 hours". */
function until(distanceMs: number): string {
  return distanceMs < 59.5 * MINUTE_MS
    ? relative.format(Math.round(distanceMs / MINUTE_MS), "minute")
    : relative.format(Math.round(distanceMs / HOUR_MS), "hour");
}

/** "14:02", or as the reader's locale writes it. */
export function formatTime(at: Date, zone?: string): string {
  return timeIn(formatLocale(), at, zone);
}

/** "3 May", with the year when it is not this one; "3.5." where months have other names than English ones. */
export function formatDay(at: Date, now: Date, zone?: string): string {
  return shortDayIn(formatLocale(), at, now, zone);
}

/** "3 May, 14:02", with the year when it is not this one. */
export function formatDayTime(at: Date, now: Date, zone?: string): string {
  return shortDayTimeIn(formatLocale(), at, now, zone);
}

/** "3 May 2026, 14:02:11 GMT+2": the instant in `zone` (IANA name), with the zone's name. */
export function formatExact(at: Date, zone?: string): string {
  const locale = formatLocale();
  const time = new Intl.DateTimeFormat(locale, {
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  }).format(at);
  return joined(locale, writtenDay(locale, at, "numeric", zone), time);
}

/** `formatDay` for a reader of `locale`. */
export function shortDayIn(locale: string, at: Date, now: Date, zone?: string): string {
  const year = (date: Date) =>
    new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: zone }).format(date);
  return writtenDay(locale, at, year(at) === year(now) ? undefined : "numeric", zone);
}

/** `formatDayTime` for a reader of `locale`. */
export function shortDayTimeIn(locale: string, at: Date, now: Date, zone?: string): string {
  return joined(locale, shortDayIn(locale, at, now, zone), timeIn(locale, at, zone));
}

/** A day of a profile field, "2026-11-28": as it is stored where pages are in English, else as `locale` writes it. */
export function isoDayIn(locale: string, iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  return hasEnglishWords(locale) || Number.isNaN(day.getTime())
    ? iso
    : writtenDay(locale, day, "numeric", "UTC");
}

function timeIn(locale: string, at: Date, zone: string | undefined): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: zone }).format(at);
}

function writtenDay(locale: string, at: Date, year: "numeric" | undefined, zone: string | undefined): string {
  const month = hasEnglishWords(locale) ? "short" : "numeric";
  return new Intl.DateTimeFormat(locale, { day: "numeric", month, year, timeZone: zone }).format(at);
}

/** "28.11., 14.03" would read as two dates. */
function joined(locale: string, day: string, time: string): string {
  return hasEnglishWords(locale) ? `${day}, ${time}` : `${day} ${time}`;
}
