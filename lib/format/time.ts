const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/**
 * "just now", "3 minutes ago", "in 4 hours", "yesterday"; beyond a week the day itself, "3 May" or "3 May 2025".
 * `zone` is an IANA name and decides which day it is; the reader's own when absent.
 */
export function formatRelative(at: Date, now: Date, zone?: string): string {
  const distanceMs = at.getTime() - now.getTime();
  const size = Math.abs(distanceMs);
  if (size < 45_000) return distanceMs > 5000 ? "in a moment" : "just now";
  if (size < 59.5 * MINUTE_MS) return relative.format(Math.round(distanceMs / MINUTE_MS), "minute");
  if (size < 23.5 * HOUR_MS) return relative.format(Math.round(distanceMs / HOUR_MS), "hour");
  if (size < 6.5 * DAY_MS) return relative.format(Math.round(distanceMs / DAY_MS), "day");
  return formatDay(at, now, zone);
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
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  return `${formatDay(at, now, zone)}, ${time.format(at)}`;
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
