import { tzOffset } from "@date-fns/tz";

/** When a sync runs: each day at `atTime` (`HH:MM`, wall clock of `timeZone`), or every so many hours from there. */
export type Schedule = { everyHours: number; atTime: string; timeZone: string };

/** What a day can be divided into evenly. */
export const EVERY_HOURS = [1, 2, 3, 4, 6, 8, 12, 24] as const;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The first slot strictly after `after`. A daily run follows the wall clock: a time that a clock change skips moves to the
 * first hour that exists, a time that comes twice runs the first time. Shorter ones go by elapsed time from `due`, the slot
 * before, so that a clock change neither leaves a hole nor doubles a run; without it they start at the wall clock.
 */
export function nextRunAt(schedule: Schedule, after: Date, due: Date | null = null): Date {
  const { everyHours } = schedule;
  const stepMs = everyHours * 60 * MINUTE_MS;
  const slots = dailySlots(schedule, after);
  if (everyHours === 24) return new Date(Math.min(...slots.filter((slot) => slot > after.getTime())));
  const from = due?.getTime() ?? Math.max(...slots.filter((slot) => slot <= after.getTime()));
  const steps = Math.max(0, Math.floor((after.getTime() - from) / stepMs) + 1);
  return new Date(from + steps * stepMs);
}

/** Of two days before to two days after: slots are found by day, and a zone's day need not be that of `after` in UTC. */
function dailySlots({ atTime, timeZone }: Schedule, after: Date): number[] {
  const [hour = 0, minute = 0] = atTime.split(":").map(Number);
  return [-2, -1, 0, 1, 2].map((offset) => {
    const midnight = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate() + offset);
    return instantOf(midnight + (hour * 60 + minute) * MINUTE_MS, timeZone);
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

/** "Every day at 02:00 (Europe/Helsinki)", "Every 6 hours from 02:00 (UTC)". */
export function scheduleText({ everyHours, atTime, timeZone }: Schedule): string {
  const zone = timeZone.replaceAll("_", " ");
  if (everyHours === 24) return `Every day at ${atTime} (${zone})`;
  return `Every ${everyHours === 1 ? "hour" : `${everyHours} hours`} from ${atTime} (${zone})`;
}
