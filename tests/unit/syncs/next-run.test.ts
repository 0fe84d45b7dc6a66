import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERY_HOURS, nextRunAt } from "@/lib/syncs/next-run";

const next = (everyHours: number, atTime: string, timeZone: string, after: string) =>
  nextRunAt({ everyHours, atTime, timeZone }, new Date(after)).toISOString();

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

  it("is always ahead, and never further than a slot and a clock change away", () => {
    const zones = ["UTC", "Europe/Helsinki", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
    fc.assert(
      fc.property(
        fc.constantFrom(...EVERY_HOURS),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.constantFrom(...zones),
        fc.date({ min: new Date("2025-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
        (everyHours, hour, minute, timeZone, after) => {
          const atTime = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
          const wait = nextRunAt({ everyHours, atTime, timeZone }, after).getTime() - after.getTime();
          return wait > 0 && wait <= (everyHours + 1) * 3_600_000;
        },
      ),
    );
  });
});
