import { unreachable } from "@/lib/errors";
import { listed } from "@/lib/format/plural";
import type { Schedule } from "@/lib/model/schedule";
import { DAY_MS, dayAt, HOUR_MS, instantOf, MINUTE_MS, weekdayOf } from "@/lib/syncs/wall-clock";

/** What a day can be divided into evenly. */
export const EVERY_HOURS = [1, 2, 3, 4, 6, 8, 12] as const;

export const WORKDAYS: readonly number[] = [1, 2, 3, 4, 5];

const ALL_DAYS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * The first time strictly after `after`; null when no time is set. Days follow the wall clock: a time that a clock change
 * skips moves to the first hour that exists, one that comes twice counts once. Hours are elapsed time from `due`, the time
 * before, so that a clock change neither leaves a hole nor doubles a run; without it they start at the wall clock.
 */
export function nextRunAt(schedule: Schedule, after: Date, due: Date | null = null): Date | null {
  const { kind } = schedule;
  if (kind === "arrival" || kind === "never") return null;
  if (kind === "hours") return nextOfHours(schedule, after, due);
  // Of a week and two days: the slot of a day that the calendar skips is on the day after.
  const slots = slotsOf(schedule, after, { days: daysOf(schedule), from: -1, to: 8 });
  return new Date(Math.min(...slots.filter((slot) => slot > after.getTime())));
}

/** The next `count` times, as far as there are any. */
export function upcoming(schedule: Schedule, after: Date, count: number): Date[] {
  const times: Date[] = [];
  let last: Date | null = null;
  while (times.length < count) {
    last = nextRunAt(schedule, last ?? after, last);
    if (!last) break;
    times.push(last);
  }
  return times;
}

function nextOfHours(schedule: Schedule, after: Date, due: Date | null): Date {
  const stepMs = schedule.everyHours * HOUR_MS;
  const begun = slotsOf(schedule, after, { days: ALL_DAYS, from: -2, to: 1 });
  const from = due?.getTime() ?? Math.max(...begun.filter((slot) => slot <= after.getTime()));
  const steps = Math.max(0, Math.floor((after.getTime() - from) / stepMs) + 1);
  return new Date(from + steps * stepMs);
}

/** The weekdays on which a schedule has a time. */
function daysOf({ kind, weekdays }: Schedule): readonly number[] {
  if (kind === "weekdays") return WORKDAYS;
  return kind === "weekly" && weekdays.length > 0 ? weekdays : ALL_DAYS;
}

type Span = { days: readonly number[]; from: number; to: number };

/** Of some days before and after the day that it is in the zone. */
function slotsOf({ atTime, timeZone }: Schedule, at: Date, { days, from, to }: Span): number[] {
  const [hour = 0, minute = 0] = atTime.split(":").map(Number);
  const today = dayAt(at, timeZone);
  const near = Array.from({ length: to - from + 1 }, (_, index) => today + (from + index) * DAY_MS);
  return near
    .filter((day) => days.includes(weekdayOf(day)))
    .map((day) => instantOf(day + (hour * 60 + minute) * MINUTE_MS, timeZone));
}

export const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "Monday and Thursday". */
export function daysText(weekdays: readonly number[]): string {
  return listed(
    weekdays.map((day) => DAY_NAMES[day - 1] ?? ""),
    "and",
  );
}

/** "Every day at 02:00 (Europe/Helsinki)", "Every 6 hours from 02:00 (UTC)", "When a new file arrives". */
export function scheduleText(schedule: Schedule): string {
  const { kind, everyHours, atTime, weekdays, timeZone } = schedule;
  const at = `${atTime} (${timeZone.replaceAll("_", " ")})`;
  switch (kind) {
    case "hours":
      return `Every ${everyHours === 1 ? "hour" : `${everyHours} hours`} from ${at}`;
    case "daily":
      return `Every day at ${at}`;
    case "weekdays":
      return `Monday to Friday at ${at}`;
    case "weekly":
      return weekdays.length === ALL_DAYS.length
        ? `Every day at ${at}`
        : `Every ${daysText(weekdays)} at ${at}`;
    case "arrival":
      return "When a new file arrives";
    case "never":
      return "Never automatically";
    default:
      return unreachable(kind);
  }
}
