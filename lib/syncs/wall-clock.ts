import { tzOffset } from "@date-fns/tz";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A day of the calendar: midnight, written as if it were UTC. */
export type CalendarDay = number;

/** The day that calendars in `timeZone` show at an instant. */
export function dayAt(instant: Date, timeZone: string): CalendarDay {
  const wall = instant.getTime() + tzOffset(timeZone, instant) * MINUTE_MS;
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(day).getUTCDay() || 7;
}

/**
 * The instant at which clocks in `timeZone` show `wall` (a wall-clock time written as if it were UTC). Of a time that comes
 * twice, the first; one that a clock change skips is as much later as the clock was moved.
 */
export function instantOf(wall: number, timeZone: string): number {
  const before = offsetMs(wall - DAY_MS, timeZone);
  const shown = [before, offsetMs(wall + DAY_MS, timeZone)]
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetMs(instant, timeZone) === wall);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
}

function offsetMs(instant: number, timeZone: string): number {
  return tzOffset(timeZone, new Date(instant)) * MINUTE_MS;
}
