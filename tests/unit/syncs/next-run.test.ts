import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schedule } from "@/lib/model/schedule";
import { EVERY_HOURS, nextRunAt } from "@/lib/syncs/schedule";

const DAILY = { kind: "daily", everyHours: 24, weekdays: [1], lookMinutes: 5 } as const;

/** Of every so many hours, or of every day. */
function scheduleOf(everyHours: number, atTime: string, timeZone: string): Schedule {
  return { ...DAILY, kind: everyHours === 24 ? "daily" : "hours", everyHours, atTime, timeZone };
}

function timeAfter(schedule: Schedule, after: Date, due: Date | null = null): Date {
  const found = nextRunAt(schedule, after, due);
  if (!found) throw new Error("There is no next time.");
  return found;
}

const next = (everyHours: number, atTime: string, timeZone: string, after: string) =>
  timeAfter(scheduleOf(everyHours, atTime, timeZone), new Date(after)).toISOString();

/** Zones whose clocks change, by an hour or by half of one, in the north, in the south and during Ramadan. */
const CHANGING = [
  "Europe/Helsinki",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Europe/Dublin",
  "UTC",
];

const pad = (value: number) => String(value).padStart(2, "0");

describe("the next run", () => {
  it.each([
    ["later today", "02:00", "UTC", "2026-05-03T01:59:59Z", "2026-05-03T02:00:00.000Z"],
    [
      "tomorrow, when it is just that time",
      "02:00",
      "UTC",
      "2026-05-03T02:00:00Z",
      "2026-05-04T02:00:00.000Z",
    ],
    ["by the zone's clock", "02:00", "Europe/Helsinki", "2026-01-10T12:00:00Z", "2026-01-11T00:00:00.000Z"],
    [
      "across the date line",
      "23:30",
      "Pacific/Kiritimati",
      "2026-05-03T09:29:00Z",
      "2026-05-03T09:30:00.000Z",
    ],
    ["at a half-hour offset", "00:15", "Asia/Kolkata", "2026-05-03T18:44:00Z", "2026-05-03T18:45:00.000Z"],
    [
      "over the end of a year",
      "00:30",
      "America/New_York",
      "2026-12-31T20:00:00Z",
      "2027-01-01T05:30:00.000Z",
    ],
  ])("is %s", (_what, atTime, zone, after, expected) => {
    expect(next(24, atTime, zone, after)).toBe(expected);
  });

  it("stays at its hour when summer time starts and ends", () => {
    expect(next(24, "06:00", "Europe/Berlin", "2026-03-28T06:00:00Z")).toBe("2026-03-29T04:00:00.000Z");
    expect(next(24, "06:00", "Europe/Berlin", "2026-10-24T05:00:00Z")).toBe("2026-10-25T05:00:00.000Z");
  });

  it("moves to an hour that exists when the clock skips it", () => {
    expect(next(24, "02:30", "Europe/Berlin", "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:30:00.000Z");
  });

  it("comes once when the clock shows its hour twice", () => {
    const first = next(24, "02:30", "Europe/Berlin", "2026-10-24T12:00:00Z");
    expect(first).toBe("2026-10-25T00:30:00.000Z");
    expect(next(24, "02:30", "Europe/Berlin", first)).toBe("2026-10-26T01:30:00.000Z");
  });

  it("follows the hours in between", () => {
    expect(next(6, "02:00", "UTC", "2026-05-03T02:00:00Z")).toBe("2026-05-03T08:00:00.000Z");
    expect(next(6, "20:00", "UTC", "2026-05-03T20:00:00Z")).toBe("2026-05-04T02:00:00.000Z");
    expect(next(1, "00:05", "UTC", "2026-05-03T23:06:00Z")).toBe("2026-05-04T00:05:00.000Z");
  });

  it.each([
    ["leaves no hole of two hours in October", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00.000Z"],
    ["runs once in the hour that March skips", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00.000Z"],
  ])("of every hour %s", (_, due, expected) => {
    const schedule = scheduleOf(1, "00:30", "Europe/Berlin");
    const after = new Date(new Date(due).getTime() + 4_000);
    expect(timeAfter(schedule, after, new Date(due)).toISOString()).toBe(expected);
    expect(timeAfter(schedule, after).toISOString()).toBe(expected);
  });

  it("comes once after a downtime, on the beat of before", () => {
    const schedule = scheduleOf(6, "02:00", "Europe/Berlin");
    const due = new Date("2026-10-24T18:00:00Z");
    expect(timeAfter(schedule, new Date("2026-10-26T07:00:00Z"), due).toISOString()).toBe(
      "2026-10-26T12:00:00.000Z",
    );
  });

  it("below 24 hours is exactly so many hours after the one before, in every zone and year", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EVERY_HOURS),
        fc.integer({ min: 0, max: 24 * 60 - 1 }),
        fc.constantFrom(...CHANGING),
        fc.integer({ min: 2020, max: 2045 }),
        fc.integer({ min: 0, max: 11 }),
        (everyHours, minutes, timeZone, year, month) => {
          const atTime = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
          const schedule = scheduleOf(everyHours, atTime, timeZone);
          let due = timeAfter(schedule, new Date(Date.UTC(year, month, 1)));
          for (let hours = 0; hours < 32 * 24; hours += everyHours) {
            const next = timeAfter(schedule, new Date(due.getTime() + 3_000), due);
            if (next.getTime() - due.getTime() !== everyHours * 3_600_000) return false;
            due = next;
          }
          return true;
        },
      ),
      { numRuns: 40 },
    );
  });

  it("below 24 hours starts at the time that was entered, by the clock of its zone", () => {
    const schedule = scheduleOf(6, "02:00", "Europe/Helsinki");
    for (const [after, hour] of [
      ["2026-07-01T12:00:00Z", "2026-07-01T17:00:00.000Z"],
      ["2026-12-01T12:00:00Z", "2026-12-01T18:00:00.000Z"],
    ] as const) {
      expect(timeAfter(schedule, new Date(after)).toISOString()).toBe(hour);
    }
  });

  it("of every day is at its wall-clock time, once a day, in every zone and year", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 24 * 60 - 1 }),
        fc.constantFrom(...CHANGING),
        fc.integer({ min: 2020, max: 2045 }),
        (minutes, timeZone, year) => {
          const atTime = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
          const schedule = scheduleOf(24, atTime, timeZone);
          let due = timeAfter(schedule, new Date(Date.UTC(year, 0, 1)));
          const days = new Set<string>();
          for (let day = 0; day < 365; day += 1) {
            const next = timeAfter(schedule, new Date(due.getTime() + 3_000), due);
            const hours = (next.getTime() - due.getTime()) / 3_600_000;
            if (hours < 22.4 || hours > 25.6) return false;
            days.add(next.toLocaleDateString("sv", { timeZone }));
            due = next;
          }
          return days.size === 365;
        },
      ),
      { numRuns: 10 },
    );
  });

  it("is always ahead, and never further than a slot and a clock change away", () => {
    const zones = ["UTC", "Europe/Helsinki", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
    fc.assert(
      fc.property(
        fc.constantFrom(...EVERY_HOURS, 24),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.constantFrom(...zones),
        fc.date({ min: new Date("2025-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
        (everyHours, hour, minute, timeZone, after) => {
          const atTime = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
          const wait = timeAfter(scheduleOf(everyHours, atTime, timeZone), after).getTime() - after.getTime();
          return wait > 0 && wait <= (everyHours + 1) * 3_600_000;
        },
      ),
    );
  });
});
