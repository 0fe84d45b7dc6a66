import { z } from "zod";
import { RHYTHM_KINDS, type Rhythm, SCHEDULE_KINDS, type Schedule } from "@/lib/model/schedule";
import { EVERY_HOURS } from "@/lib/syncs/schedule";
import { isTimeZone } from "@/lib/syncs/time-zones";

export const LOOK_MINUTES = { min: 5, max: 60 } as const;

const day = z.coerce.number().int().min(1).max(7);

/** When a sync runs. Without a kind: every day, or every so many hours. */
export const scheduleFields = {
  scheduleKind: z.enum(SCHEDULE_KINDS).optional(),
  everyHours: z.coerce
    .number()
    .refine((value) => [...EVERY_HOURS, 24].some((hours) => hours === value), "Choose how often it runs."),
  atTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time such as 02:00."),
  /** Only of `weekly`. */
  weekdays: z.array(day).max(7).optional(),
  timeZone: z.string().refine(isTimeZone, "Choose a time zone."),
  lookMinutes: z.coerce
    .number("Enter a number.")
    .int("Enter a whole number.")
    .min(LOOK_MINUTES.min, `At least ${LOOK_MINUTES.min} minutes.`)
    .max(LOOK_MINUTES.max, `At most ${LOOK_MINUTES.max} minutes.`)
    .optional(),
  /** How often a new file is expected. `schedule`: as the schedule says. Absent: as it was. */
  rhythm: z
    .object({
      kind: z.enum(["schedule", ...RHYTHM_KINDS]),
      days: z.coerce
        .number("Enter a number.")
        .int("Enter a whole number.")
        .min(1, "At least 1.")
        .max(366, "At most 366.")
        .optional(),
    })
    .refine(({ kind, days }) => kind !== "days" || days !== undefined, {
      path: ["days"],
      message: "Enter a number of days.",
    })
    .optional(),
};

const input = z.object(scheduleFields);

export type ScheduleInput = z.output<typeof input>;

export const hasDays = ({ scheduleKind, weekdays }: Pick<ScheduleInput, "scheduleKind" | "weekdays">) =>
  scheduleKind !== "weekly" || (weekdays ?? []).length > 0;

export const NO_DAYS = { path: ["weekdays"], message: "Choose at least one day." };

/** The schedule that was entered; days and minutes that were not are as `before` has them. */
export function scheduleOf(
  entered: ScheduleInput,
  before: Pick<Schedule, "weekdays" | "lookMinutes"> = { weekdays: [1], lookMinutes: LOOK_MINUTES.min },
): Schedule {
  const { everyHours, atTime, timeZone, lookMinutes = before.lookMinutes } = entered;
  const days = [...new Set(entered.weekdays ?? [])].sort((a, b) => a - b);
  return {
    kind: entered.scheduleKind ?? (everyHours === 24 ? "daily" : "hours"),
    everyHours,
    atTime,
    weekdays: days.length > 0 ? days : before.weekdays,
    timeZone,
    lookMinutes,
  };
}

/** Null: as the schedule says. */
export function rhythmOf(
  { rhythm }: Pick<ScheduleInput, "rhythm">,
  before: Rhythm | null = null,
): Rhythm | null {
  if (!rhythm) return before;
  const { kind, days = 1 } = rhythm;
  if (kind === "schedule") return null;
  return kind === "days" ? { kind, days } : { kind };
}
