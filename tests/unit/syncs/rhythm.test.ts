import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Rhythm, Schedule } from "@/lib/model/schedule";
import { expectedOf, expectedText, lateAt, newFileText, patienceText } from "@/lib/syncs/rhythm";
import { timeZones } from "@/lib/syncs/time-zones";

const SCHEDULE: Schedule = {
  kind: "daily",
  everyHours: 6,
  atTime: "02:00",
  weekdays: [1],
  timeZone: "Europe/Berlin",
  lookMinutes: 5,
};
const HOUR = 3_600_000;

const timed = (schedule: Partial<Schedule> = {}, rhythm: Rhythm | null = null) => ({
  schedule: { ...SCHEDULE, ...schedule },
  rhythm,
});

describe("the rhythm of a schedule", () => {
  it.each<[Partial<Schedule>, string]>([
    [{ kind: "daily" }, "every day"],
    [{ kind: "hours" }, "every 6 hours"],
    [{ kind: "hours", everyHours: 1 }, "every hour"],
    [{ kind: "weekdays" }, "every working day"],
    [{ kind: "weekly" }, "every week"],
    [{ kind: "weekly", weekdays: [1, 4] }, "every 4 days"],
    [{ kind: "weekly", weekdays: [1, 2, 3, 4, 5] }, "every working day"],
    [{ kind: "weekly", weekdays: [1, 2, 3, 4, 5, 6, 7] }, "every day"],
    [{ kind: "weekly", weekdays: [6, 7] }, "every 6 days"],
    [{ kind: "arrival" }, "no rhythm"],
    [{ kind: "never" }, "no rhythm"],
  ])("of %j is %s", (schedule, text) => {
    expect(newFileText(timed(schedule))).toBe(text);
  });
});

it.each<[Rhythm, string]>([
  [{ kind: "day" }, "every day"],
  [{ kind: "workday" }, "every working day"],
  [{ kind: "week" }, "every week"],
  [{ kind: "days", days: 3 }, "every 3 days"],
  [{ kind: "none" }, "no rhythm"],
])("what someone said counts more than the schedule: %j", (rhythm, text) => {
  expect(newFileText(timed({ kind: "hours" }, rhythm))).toBe(text);
  expect(newFileText(timed({ kind: "arrival" }, rhythm))).toBe(text);
  expect(newFileText(timed({ kind: "never" }, rhythm))).toBe("no rhythm");
});

describe("a file is late", () => {
  it.each<[string, Partial<Schedule>, string, string]>([
    ["after nine hours of six", { kind: "hours" }, "2026-11-27T02:00:00Z", "2026-11-27T11:00:00.000Z"],
    ["after a week and a half", { kind: "weekly" }, "2026-11-23T01:00:00Z", "2026-12-03T13:00:00.000Z"],
    ["of Tuesday on Wednesday", { kind: "weekdays" }, "2026-11-24T01:00:00Z", "2026-11-25T13:00:00.000Z"],
    ["of Friday on Monday", { kind: "weekdays" }, "2026-11-27T01:00:00Z", "2026-11-30T13:00:00.000Z"],
    ["of Saturday on Tuesday", { kind: "weekdays" }, "2026-11-28T01:00:00Z", "2026-12-01T11:00:00.000Z"],
    // The hour that is there twice on Sunday counts as little as the rest of it.
    ["over a change of the clock", { kind: "weekdays" }, "2026-10-23T00:00:00Z", "2026-10-26T13:00:00.000Z"],
  ])("%s", (_what, schedule, from, expected) => {
    expect(lateAt(timed(schedule), new Date(from))?.toISOString()).toBe(expected);
  });

  it("after 36 hours of working days, and never on a weekend, in every zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...timeZones()),
        fc.date({ min: new Date("2012-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
        (timeZone, from) => {
          const late = lateAt(timed({ kind: "weekdays", timeZone }), from);
          if (!late) return false;
          const format = new Intl.DateTimeFormat("en", { weekday: "short", timeZone });
          const isWorkday = (at: number) => !["Sat", "Sun"].includes(format.format(at));
          const step = HOUR / 4;
          let worked = 0;
          for (let at = from.getTime(); at < late.getTime(); at += step) if (isWorkday(at)) worked += step;
          return isWorkday(late.getTime() - 1) && Math.abs(worked - 36 * HOUR) <= 2 * step;
        },
      ),
      { numRuns: 60 },
    );
  });

  it("never where no file is expected", () => {
    expect(lateAt(timed({ kind: "arrival" }), new Date())).toBeNull();
    expect(lateAt(timed({ kind: "never" }, { kind: "day" }), new Date())).toBeNull();
    expect(lateAt(timed({}, { kind: "none" }), new Date())).toBeNull();
  });
});

test("how long nothing may come is said in hours, then in days", () => {
  const words = (schedule: Partial<Schedule>) => {
    const expected = expectedOf(timed(schedule));
    return expected && [expectedText(expected), patienceText(expected)];
  };
  expect(words({ kind: "hours", everyHours: 1 })).toEqual(["every hour", "1.5 hours"]);
  expect(words({ kind: "daily" })).toEqual(["every day", "36 hours"]);
  expect(words({ kind: "weekly" })).toEqual(["every week", "10.5 days"]);
  expect(words({ kind: "weekdays" })?.[1]).toBe("a day and a half, not counting Saturdays and Sundays");
});
