import type { FieldPath, FieldValues } from "react-hook-form";
import { RHYTHM_KINDS, type Rhythm, SCHEDULE_KINDS, type Schedule } from "@/lib/model/schedule";
import { isTimeZone } from "@/lib/syncs/time-zones";

/** What the fields are called in a form. */
export const SCHEDULE_NAMES = {
  kind: "scheduleKind",
  everyHours: "everyHours",
  atTime: "atTime",
  weekdays: "weekdays",
  timeZone: "timeZone",
  lookMinutes: "lookMinutes",
  rhythm: "rhythm.kind",
  rhythmDays: "rhythm.days",
} as const;

export type ScheduleNames<V extends FieldValues> = Record<keyof typeof SCHEDULE_NAMES, FieldPath<V>>;

/** What a form holds of a schedule while it is being entered, as far as it says something. */
export type ScheduleDraft = Schedule & {
  rhythm: Rhythm | null;
  /** Whether it says enough to know its times. */
  isComplete: boolean;
};

/** Reads the values of the fields, which may be anything that can be typed. */
export function draftOf(values: Readonly<Record<string, unknown>>): ScheduleDraft {
  const kind = SCHEDULE_KINDS.find((one) => one === values.kind) ?? "daily";
  const atTime = String(values.atTime ?? "");
  const timeZone = String(values.timeZone ?? "");
  const weekdays = Array.isArray(values.weekdays) ? values.weekdays.map(Number).sort((a, b) => a - b) : [];
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(atTime) && isTimeZone(timeZone);
  return {
    kind,
    everyHours: Number(values.everyHours) || 24,
    atTime,
    weekdays,
    timeZone,
    lookMinutes: Number(values.lookMinutes) || 5,
    rhythm: rhythmIn(values),
    isComplete: isTime && (kind !== "weekly" || weekdays.length > 0),
  };
}

function rhythmIn({ rhythm, rhythmDays }: Readonly<Record<string, unknown>>): Rhythm | null {
  const kind = RHYTHM_KINDS.find((one) => one === rhythm);
  if (!kind) return null;
  return kind === "days" ? { kind, days: Math.max(1, Math.round(Number(rhythmDays)) || 1) } : { kind };
}

/** The values of the fields for a schedule; those of other kinds have something to start from. */
export function scheduleValues(schedule: Schedule, rhythm: Rhythm | null) {
  return {
    scheduleKind: schedule.kind,
    everyHours: String(schedule.kind === "hours" ? schedule.everyHours : 6),
    atTime: schedule.atTime,
    weekdays: schedule.weekdays.map(String),
    timeZone: schedule.timeZone,
    lookMinutes: String(schedule.lookMinutes),
    rhythm: {
      kind: rhythm?.kind ?? ("schedule" as const),
      days: String(rhythm?.kind === "days" ? rhythm.days : 2),
    },
  };
}
