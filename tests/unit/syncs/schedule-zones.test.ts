import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schedule } from "@/lib/model/schedule";
import { nextRunAt, upcoming } from "@/lib/syncs/schedule";
import { timeZones } from "@/lib/syncs/time-zones";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const pad = (value: number) => String(value).padStart(2, "0");

const zone = fc.constantFrom(...timeZones());
/** The calendar jumped by a day, the clock by two hours, by half of one, over midnight, and back over midnight. */
const strangeZone = fc.constantFrom(
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Pacific/Kwajalein",
  "Antarctica/Troll",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "America/Santiago",
  "America/Havana",
  "America/Scoresbysund",
  "America/Nuuk",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Asia/Pyongyang",
  "America/Caracas",
  "Africa/Cairo",
  "Africa/Casablanca",
);
const anyZone = fc.oneof(zone, strangeZone);
const weekdays = fc
  .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
  .map((days) => days.toSorted());
// Half of them at night, when clocks are changed.
const time = fc.oneof(fc.integer({ min: 0, max: 24 * 60 - 1 }), fc.integer({ min: 0, max: 4 * 60 }));
const schedules = fc.record({
  kind: fc.constantFrom("daily" as const, "weekdays" as const, "weekly" as const),
  everyHours: fc.constant(24),
  atTime: time.map((minutes) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`),
  weekdays,
  timeZone: anyZone,
  lookMinutes: fc.constant(5),
});
const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows, by the runtime's own formatter: milliseconds as if it were UTC, seconds left out. */
function wallOf(at: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-u-hc-h23", {
      timeZone,
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** Every instant at which the clock shows `wall`, found by trying each offset that the zone has near it. */
function showing(wall: number, timeZone: string): number[] {
  const offsets = new Set<number>();
  for (let near = wall - 30 * HOUR; near <= wall + 30 * HOUR; near += HOUR)
    offsets.add(wallOf(near, timeZone) - near);
  return [...offsets].map((offset) => wall - offset).filter((at) => wallOf(at, timeZone) === wall);
}

/** Of the clock of a zone, the first one in the year after `from`, to the hour; `from` itself where there is none. */
function changeAfter(from: number, timeZone: string): number {
  const offset = (at: number) => wallOf(at, timeZone) - Math.floor(at / MINUTE) * MINUTE;
  for (let at = from; at < from + 366 * DAY; at += 7 * DAY) {
    if (offset(at) === offset(at + 7 * DAY)) continue;
    let [before, behind] = [at, at + 7 * DAY];
    while (behind - before > HOUR) {
      const middle = (before + behind) / 2;
      if (offset(middle) === offset(at)) before = middle;
      else behind = middle;
    }
    return behind;
  }
  return from;
}

const somewhen = fc.date({
  min: new Date("1993-01-01"),
  max: new Date("2037-12-01"),
  noInvalidDate: true,
});

/** A schedule and an instant, three times in four shortly before the clock of its zone is changed. */
const moments = fc
  .tuple(schedules, somewhen, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 60 * 48 }))
  .map(([schedule, at, where, minutes]) => ({
    schedule,
    at: where === 0 ? at : new Date(changeAfter(at.getTime(), schedule.timeZone) - minutes * MINUTE),
  }));

const minutesOf = ({ atTime }: Schedule) => Number(atTime.slice(0, 2)) * 60 + Number(atTime.slice(3));

function isDueOn(schedule: Schedule, day: number): boolean {
  const weekday = new Date(day).getUTCDay() || 7;
  if (schedule.kind === "weekdays") return weekday <= 5;
  return schedule.kind === "daily" || schedule.weekdays.includes(weekday);
}

/** The due days from the day before `from` on, with when each is due; null where the clock never shows the time. */
function dueDays(schedule: Schedule, from: number, days: number): (number | null)[] {
  const first = Math.floor(wallOf(from, schedule.timeZone) / DAY) * DAY - DAY;
  const due: (number | null)[] = [];
  for (let day = first; day < first + days * DAY; day += DAY) {
    if (!isDueOn(schedule, day)) continue;
    const found = showing(day + minutesOf(schedule) * MINUTE, schedule.timeZone);
    due.push(found.length > 0 ? Math.min(...found) : null);
  }
  return due;
}

describe("A schedule by days, in every zone", () => {
  it("gives the first time after an instant at which its clock shows it on one of its days", () => {
    fc.assert(
      fc.property(moments, ({ schedule, at: after }) => {
        const next = nextRunAt(schedule, after)?.getTime() ?? 0;
        const due = dueDays(schedule, after.getTime(), 10);
        const shown = due.filter((at): at is number => at !== null && at > after.getTime());
        const isShown = shown[0] === next;
        // A day on which the clock never shows the time: it runs in between, and after the instant.
        const isMoved = due.includes(null) && next > after.getTime() && next <= (shown[0] ?? Infinity);
        return isShown || isMoved;
      }),
      { numRuns: 40 },
    );
  });

  it("runs on each of its days exactly once, and never on another unless its clock skipped the time", () => {
    fc.assert(
      fc.property(moments, ({ schedule, at: begin }) => {
        let last = begin;
        const runs = new Set<number>();
        const seen: number[] = [];
        for (let run = 0; run < 60; run += 1) {
          const next = nextRunAt(schedule, last);
          if (!next || next <= last) return false;
          seen.push(next.getTime());
          runs.add(next.getTime());
          last = next;
        }
        const days = Math.ceil((last.getTime() - begin.getTime()) / DAY) + 4;
        const due = dueDays(schedule, begin.getTime(), days);
        const expected = due.filter(
          (at): at is number => at !== null && at > begin.getTime() && at <= last.getTime(),
        );
        const skipped = due.length - due.filter((at) => at !== null).length;
        const others = seen.filter((at) => !expected.includes(at));
        return expected.every((at) => runs.has(at)) && others.length <= skipped;
      }),
      { numRuns: 40 },
    );
  });

  it("never has two times on one day of the calendar, while no clock skips the time over midnight", () => {
    fc.assert(
      fc.property(moments, ({ schedule, at: begin }) => {
        const times = upcoming(schedule, begin, 40);
        const days = times.map((at) => Math.floor(wallOf(at.getTime(), schedule.timeZone) / DAY));
        const moved = times.some(
          (at) => (wallOf(at.getTime(), schedule.timeZone) % DAY) / MINUTE !== minutesOf(schedule),
        );
        return moved || new Set(days).size === days.length;
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same time from every instant before it, so that it does not matter when the scheduler looks", () => {
    fc.assert(
      fc.property(moments, fc.double({ min: 0, max: 1, noNaN: true }), ({ schedule, at: after }, part) => {
        const next = nextRunAt(schedule, after)?.getTime() ?? 0;
        const between = after.getTime() + Math.floor((next - 1 - after.getTime()) * part);
        return nextRunAt(schedule, new Date(between))?.getTime() === next;
      }),
      { numRuns: 100 },
    );
  });
});

const WEEKLY = { kind: "weekly", everyHours: 24, weekdays: [7], lookMinutes: 5 } as const;

/** The next times as the zone's clock shows them, `2026-03-29 03:30`. */
function walls(schedule: Schedule, after: string, count = 3): string[] {
  return upcoming(schedule, new Date(after), count).map((at) =>
    new Date(wallOf(at.getTime(), schedule.timeZone)).toISOString().slice(0, 16).replace("T", " "),
  );
}

describe("The nights on which clocks are changed", () => {
  it.each([
    ["Europe/Berlin", "02:30", "2026-03-22T12:00:00Z", ["2026-03-29 03:30", "2026-04-05 02:30"]],
    ["Europe/Berlin", "02:30", "2026-10-24T12:00:00Z", ["2026-10-25 02:30", "2026-11-01 02:30"]],
    ["Australia/Lord_Howe", "02:10", "2026-10-03T00:00:00Z", ["2026-10-04 02:40", "2026-10-11 02:10"]],
    ["Australia/Lord_Howe", "01:45", "2026-04-04T00:00:00Z", ["2026-04-05 01:45", "2026-04-12 01:45"]],
    ["Antarctica/Troll", "02:00", "2026-03-23T00:00:00Z", ["2026-03-29 04:00", "2026-04-05 02:00"]],
    ["America/Santiago", "00:30", "2026-09-05T12:00:00Z", ["2026-09-06 01:30", "2026-09-13 00:30"]],
    ["America/Havana", "00:30", "2026-10-31T12:00:00Z", ["2026-11-01 00:30", "2026-11-08 00:30"]],
    ["Pacific/Chatham", "03:00", "2026-09-20T00:00:00Z", ["2026-09-27 04:00", "2026-10-04 03:00"]],
  ])("a weekly time in %s at %s", (timeZone, atTime, after, expected) => {
    expect(walls({ ...WEEKLY, timeZone, atTime }, after, 2)).toEqual(expected);
  });

  it("a doubled time counts the first time", () => {
    const schedule = { ...WEEKLY, timeZone: "Europe/Berlin", atTime: "02:30" };
    expect(nextRunAt(schedule, new Date("2026-10-24T12:00:00Z"))?.toISOString()).toBe(
      "2026-10-25T00:30:00.000Z",
    );
    expect(nextRunAt(schedule, new Date("2026-10-25T01:00:00Z"))?.toISOString()).toBe(
      "2026-11-01T01:30:00.000Z",
    );
  });

  it("a day that the calendar of Samoa left out runs once with the day after", () => {
    const schedule = { ...WEEKLY, kind: "daily", timeZone: "Pacific/Apia", atTime: "02:00" } as const;
    expect(walls(schedule, "2011-12-29T00:00:00Z", 4)).toEqual([
      "2011-12-29 02:00",
      "2011-12-31 02:00",
      "2012-01-01 02:00",
      "2012-01-02 02:00",
    ]);
    const fridays = { ...schedule, kind: "weekly", weekdays: [5] } as const;
    expect(walls(fridays, "2011-12-29T00:00:00Z", 2)).toEqual(["2011-12-31 02:00", "2012-01-06 02:00"]);
  });

  it("weekdays are those of the zone, not of UTC", () => {
    const schedule = { ...WEEKLY, kind: "weekdays", timeZone: "Pacific/Auckland", atTime: "06:00" } as const;
    expect(walls(schedule, "2026-11-26T20:00:00Z")).toEqual([
      "2026-11-30 06:00",
      "2026-12-01 06:00",
      "2026-12-02 06:00",
    ]);
  });
});

it.each(["arrival", "never"] as const)("%s has no times", (kind) => {
  expect(upcoming({ ...WEEKLY, kind, timeZone: "UTC", atTime: "02:00" }, new Date(), 3)).toEqual([]);
});
