import { tzOffset } from "@date-fns/tz";

/** When a sync runs: at `atTime` (`HH:MM`, wall clock of `timeZone`) and every `everyHours` from there, each day anew. */
export type Schedule = { everyHours: number; atTime: string; timeZone: string };

/** What a day can be divided into evenly: every slot is at the same wall-clock time each day. */
export const EVERY_HOURS = [1, 2, 3, 4, 6, 8, 12, 24] as const;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The first slot strictly after `after`. Slots follow the wall clock, so a nightly run stays at its hour when clocks
 * change: a time that the change skips moves to the first hour that exists, a time that comes twice runs the first time.
 */
export function nextRunAt(schedule: Schedule, after: Date): Date {
  // The day before and after: slots are found by day, and a zone's day need not be the day of `after` in UTC.
  for (const offset of [-1, 0, 1, 2]) {
    const slots = slotsOfDay(schedule, after, offset).filter((slot) => slot > after.getTime());
    if (slots.length > 0) return new Date(Math.min(...slots));
  }
  throw new RangeError("A schedule has a slot every day.");
}

function slotsOfDay({ everyHours, atTime, timeZone }: Schedule, after: Date, offset: number): number[] {
  const [hour = 0, minute = 0] = atTime.split(":").map(Number);
  const midnight = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate() + offset);
  return Array.from({ length: Math.floor(24 / everyHours) }, (_, index) => {
    const minutes = ((hour + index * everyHours) % 24) * 60 + minute;
    return instantOf(midnight + minutes * MINUTE_MS, timeZone);
  });
}

/** The instant at which clocks in `timeZone` show `wall` (a wall-clock time written as if it were UTC). */
function instantOf(wall: number, timeZone: string): number {
  const before = tzOffset(timeZone, new Date(wall - DAY_MS)) * MINUTE_MS;
  const later = tzOffset(timeZone, new Date(wall + DAY_MS)) * MINUTE_MS;
  const shown = [wall - before, wall - later].filter(
    (instant) => instant + tzOffset(timeZone, new Date(instant)) * MINUTE_MS === wall,
  );
  return shown.length > 0 ? Math.min(...shown) : wall - before;
}
