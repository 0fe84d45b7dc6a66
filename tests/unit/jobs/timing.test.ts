import { describe, expect, it } from "vitest";
import { retryAfterMs, serverBackoff } from "@/inngest/local/backoff";
import { dueAt, durationMs } from "@/inngest/local/duration";
import { nextTime } from "@/inngest/local/schedule";

const NOW = new Date("2026-11-22T10:00:00Z");

describe("back-off", () => {
  it.each([
    [0, 15],
    [1, 30],
    [2, 60],
    [3, 120],
    [4, 300],
    [5, 600],
    [6, 1200],
    [7, 2400],
    [8, 3600],
    [9, 7200],
    [19, 7200],
  ])("after attempt %i waits %i seconds and up to 30 more", (attempt, seconds) => {
    const waits = Array.from({ length: 200 }, () => serverBackoff(attempt) / 1000);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(seconds);
    expect(Math.max(...waits)).toBeLessThanOrEqual(seconds + 30);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(10);
  });

  it.each([
    ["7", 7_000],
    ["0", 1_000],
    ["999999", 86_400_000],
    ["2026-11-22T10:00:05.000Z", 5_000],
    ["2026-11-22T09:00:00.000Z", 1_000],
    ["soon", null],
    [null, null],
  ])("reads the retry-after header %s as %s ms", (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});

describe("sleeps", () => {
  it.each([
    ["2s", 2_000],
    ["1h30m10s", 5_410_000],
    ["1w2d", 777_600_000],
    ["", 0],
    ["2 seconds", null],
    ["2s 1m", null],
  ])("reads %s as %s ms", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it("end at a date or after a duration", () => {
    expect(dueAt("2026-12-24T18:00:00.000Z", NOW)?.toISOString()).toBe("2026-12-24T18:00:00.000Z");
    expect(dueAt("5m", NOW)?.toISOString()).toBe("2026-11-22T10:05:00.000Z");
    expect(dueAt("whenever", NOW)).toBeNull();
  });
});

describe("schedules", () => {
  it.each([
    ["* * * * *", "2026-11-22T10:01:00.000Z"],
    ["0 2 * * *", "2026-11-23T02:00:00.000Z"],
    ["TZ=Europe/Paris 0 2 * * *", "2026-11-23T01:00:00.000Z"],
  ])("%s is next due at %s", (expression, at) => {
    expect(nextTime(expression, NOW)?.toISOString()).toBe(at);
  });

  it.each(["61 * * * *", "* * * *", "* * * * * *", "tomorrow"])("%s is no schedule", (expression) => {
    expect(() => nextTime(expression, NOW)).toThrow();
  });
});
