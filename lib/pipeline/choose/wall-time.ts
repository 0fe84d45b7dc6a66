import { tzOffset } from "@date-fns/tz";
import type { DateParts } from "@/lib/pipeline/choose/match-name";

const DAY_MS = 24 * 60 * 60_000;

/**
 * What a date in a name says, as clocks show it (milliseconds as if it were UTC): when the period that it names begins, and
 * the last day of that period, since a file of `202611` is that of the whole month.
 */
export type NameDate = { at: number; lastDay: number };

/** The date of what a pattern has found in a name; null where it has no year. */
export function dateOf({ year, month, day, hour = 0, minute = 0, second = 0 }: DateParts): NameDate | null {
  if (year === undefined) return null;
  const at = Date.UTC(year, (month ?? 1) - 1, day ?? 1, hour, minute, second);
  if (day !== undefined) return { at, lastDay: at };
  return { at, lastDay: Date.UTC(year, month ?? 12, 0) };
}

/** What clocks in `timeZone` show at an instant, as if it were UTC. */
export function wallTime(instant: Date, timeZone: string): number {
  return instant.getTime() + tzOffset(timeZone, instant) * 60_000;
}

/** The instant at which clocks in `timeZone` show a time; near a clock change an hour off at most. */
export function instantAt(wall: number, timeZone: string): Date {
  return new Date(wall - tzOffset(timeZone, new Date(wall)) * 60_000);
}

/** Days of the calendar between two wall-clock times: from late in the evening to the next morning it is one. */
export function daysBetween(from: number, to: number): number {
  return Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS);
}
