import { unreachable } from "@/lib/errors";
import { plural } from "@/lib/format/plural";
import type { Rhythm, Schedule } from "@/lib/model/schedule";
import { WORKDAYS } from "@/lib/syncs/schedule";
import { DAY_MS, dayAt, HOUR_MS, instantOf, weekdayOf } from "@/lib/syncs/wall-clock";

/** How often a new file is expected. `workday`: Saturdays and Sundays do not count. */
export type Expected = { kind: "hours"; hours: number } | { kind: "workday" };

type Timed = { schedule: Schedule; rhythm: Rhythm | null };

/** A file is late when none has come for so many times its rhythm. */
const PATIENCE = 1.5;

/**
 * What someone said of the rhythm, or else what the schedule says: a file for each of its times, where some are further
 * apart than others the longest gap. Null where nobody knows: on arrival, and never.
 */
export function expectedOf({ schedule, rhythm }: Timed): Expected | null {
  if (schedule.kind === "never") return null;
  if (!rhythm) return ofSchedule(schedule);
  switch (rhythm.kind) {
    case "day":
      return { kind: "hours", hours: 24 };
    case "workday":
      return { kind: "workday" };
    case "week":
      return { kind: "hours", hours: 7 * 24 };
    case "days":
      return { kind: "hours", hours: rhythm.days * 24 };
    case "none":
      return null;
    default:
      return unreachable(rhythm);
  }
}

function ofSchedule({ kind, everyHours, weekdays }: Schedule): Expected | null {
  switch (kind) {
    case "hours":
      return { kind: "hours", hours: everyHours };
    case "daily":
      return { kind: "hours", hours: 24 };
    case "weekdays":
      return { kind: "workday" };
    case "weekly":
      return String(weekdays) === String(WORKDAYS)
        ? { kind: "workday" }
        : { kind: "hours", hours: longestGap(weekdays) * 24 };
    case "arrival":
    case "never":
      return null;
    default:
      return unreachable(kind);
  }
}

/** In days, around the week: of Monday and Thursday four. */
function longestGap(weekdays: readonly number[]): number {
  const [first = 1] = weekdays;
  return Math.max(...weekdays.map((day, index) => (weekdays[index + 1] ?? first + 7) - day), 1);
}

/** When a sync becomes late that has waited for a new file since `from`; null where none is expected. */
export function lateAt(timed: Timed, from: Date): Date | null {
  const expected = expectedOf(timed);
  if (!expected) return null;
  if (expected.kind === "hours") return new Date(from.getTime() + PATIENCE * expected.hours * HOUR_MS);
  return afterWorkHours(from, PATIENCE * 24, timed.schedule.timeZone);
}

/** So many hours later, of which those of Saturdays and Sundays in `timeZone` are none. */
function afterWorkHours(from: Date, hours: number, timeZone: string): Date {
  let leftMs = hours * HOUR_MS;
  let at = from.getTime();
  for (let day = dayAt(from, timeZone); ; day += DAY_MS) {
    const end = instantOf(day + DAY_MS, timeZone);
    if (WORKDAYS.includes(weekdayOf(day))) {
      const dayMs = Math.max(0, end - at);
      if (dayMs >= leftMs) return new Date(at + leftMs);
      leftMs -= dayMs;
    }
    at = Math.max(at, end);
  }
}

/** "every day", "every working day", "every week", "every 3 days", "every 6 hours". */
export function expectedText(expected: Expected): string {
  if (expected.kind === "workday") return "every working day";
  const { hours } = expected;
  if (hours === 1) return "every hour";
  if (hours === 24) return "every day";
  if (hours === 7 * 24) return "every week";
  return hours % 24 === 0 ? `every ${hours / 24} days` : `every ${hours} hours`;
}

/** "36 hours", "4.5 days", "a day and a half, without Saturdays and Sundays": how long nothing may come. */
export function patienceText(expected: Expected): string {
  if (expected.kind === "workday") return "a day and a half, not counting Saturdays and Sundays";
  const hours = PATIENCE * expected.hours;
  return hours <= 72 ? plural(hours, "hour") : plural(hours / 24, "day");
}

/** "every day", or "no rhythm". */
export function newFileText(timed: Timed): string {
  const expected = expectedOf(timed);
  return expected ? expectedText(expected) : "no rhythm";
}
