const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/**
 * "today 14:03", "yesterday 02:00", beyond that "3 May, 14:03" or "3 May 2025, 14:03"; with how long it is until then
 * where it lies ahead by less than a day, "tomorrow 02:00 (in 8 hours)". Within 45 seconds "just now".
 * `zone` is an IANA name and decides which day it is; the reader's own when absent.
 */
export function formatWhen(at: Date, now: Date, zone?: string): string {
  const distanceMs = at.getTime() - now.getTime();
  if (Math.abs(distanceMs) < 45_000) return distanceMs > 5000 ? "in a moment" : "just now";
  const ahead = distanceMs > 0 && distanceMs < DAY_MS ? ` (${until(distanceMs)})` : "";
  const day = NEAR_DAYS.find(
    (near) => formatDay(new Date(now.getTime() + near.ms), now, zone) === formatDay(at, now, zone),
  );
  return `${day ? `${day.word} ${formatTime(at, zone)}` : formatDayTime(at, now, zone)}${ahead}`;
}

const NEAR_DAYS = [
  { word: "today", ms: 0 },
  { word: "yesterday", ms: -DAY_MS },
  { word: "tomorrow", ms: DAY_MS },
] as const;

/** "in 3 minutes", "in 4 hours". */
function until(distanceMs: number): string {
  return distanceMs < 59.5 * MINUTE_MS
    ? relative.format(Math.round(distanceMs / MINUTE_MS), "minute")
    : relative.format(Math.round(distanceMs / HOUR_MS), "hour");
}

/** "14:02". */
export function formatTime(at: Date, zone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(at);
}

/** "3 May", with the year when it is not this one. */
export function formatDay(at: Date, now: Date, zone?: string): string {
  const year = (date: Date) =>
    new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: zone }).format(date);
  const sameYear = year(at) === year(now);
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: sameYear ? undefined : "numeric",
    timeZone: zone,
  }).format(at);
}

/** "3 May, 14:02", with the year when it is not this one. */
export function formatDayTime(at: Date, now: Date, zone?: string): string {
  return `${formatDay(at, now, zone)}, ${formatTime(at, zone)}`;
}

/** "3 May 2026, 14:02:11 GMT+2": the instant in `zone` (IANA name), with the zone's name. */
export function formatExact(at: Date, zone?: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  }).format(at);
}
