/** Waits after the first, second ... attempt that failed, in minutes; the last one again and again. */
const WAITS_MINUTES = [1, 2, 5, 15, 30, 60, 120, 240, 480] as const;

/** An endpoint that has failed for so long is disabled, and its owners get a mail. */
export const FAILING_DAYS_MAX = 3;

/** How many webhooks an organization can have. */
export const WEBHOOKS_MAX = 20;

/** How long the old secret signs as well after a rotation. */
export const OLD_SECRET_HOURS = 24;

const MINUTE_MS = 60_000;

/** When a delivery is tried again that has failed `attempts` times; null once it has failed for too long. */
export function nextTry({
  attempts,
  failingSince,
  now,
}: {
  attempts: number;
  failingSince: Date;
  now: Date;
}): Date | null {
  const until = failingSince.getTime() + FAILING_DAYS_MAX * 24 * 60 * MINUTE_MS;
  if (now.getTime() >= until) return null;
  const wait = WAITS_MINUTES[Math.min(attempts, WAITS_MINUTES.length) - 1] ?? WAITS_MINUTES[0];
  // The last try is at the end of the three days, not hours before.
  return new Date(Math.min(now.getTime() + wait * MINUTE_MS, until));
}

/** Why a delivery was not accepted: what the server answered is never looked into. */
export const DELIVERY_FAILURES = {
  unreachable: "The server could not be reached",
  timeout: "The server did not answer in time",
  certificate: "The server has no valid certificate, or the address is not encrypted",
  redirect: "The server answered with a redirect, which is not followed",
  refused: "The server answered with an error",
  gone: "The events are no longer stored",
} as const;

export type DeliveryFailure = keyof typeof DELIVERY_FAILURES;
