import type { syncs } from "@/drizzle/schema";
import type { Schedule } from "@/lib/model/schedule";
import { lateAt } from "@/lib/syncs/rhythm";
import { nextRunAt } from "@/lib/syncs/schedule";

type Row = Pick<
  typeof syncs.$inferSelect,
  "scheduleKind" | "everyHours" | "atTime" | "weekdays" | "timeZone" | "lookMinutes"
>;

/** The schedule that a row has. */
export function scheduleOfRow({
  scheduleKind,
  everyHours,
  atTime,
  weekdays,
  timeZone,
  lookMinutes,
}: Row): Schedule {
  return { kind: scheduleKind, everyHours, atTime, weekdays, timeZone, lookMinutes };
}

/** As a row has it. */
export function columnsOf({ kind, everyHours, atTime, weekdays, timeZone, lookMinutes }: Schedule) {
  return { scheduleKind: kind, everyHours, atTime, weekdays: [...weekdays], timeZone, lookMinutes };
}

/** When a sync that is not paused runs next, or is looked at: on arrival first of all now, for what is there already. */
export function timesFrom(schedule: Schedule, now: Date) {
  return { nextRunAt: nextRunAt(schedule, now), lookAt: schedule.kind === "arrival" ? now : null };
}

/** When it becomes late unless a new file comes. */
export function patienceFrom(timed: Parameters<typeof lateAt>[0], from: Date) {
  return { rhythmFrom: from, lateAt: lateAt(timed, from) };
}
