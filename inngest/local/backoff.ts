const SECONDS = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200] as const;
const JITTER_SECONDS = 30;

/** Milliseconds to wait before the try that follows `attempt` (from 0). */
export type Backoff = (attempt: number) => number;

/** The table of Inngest's server (`pkg/backoff/backoff.go`): a step, and up to 30 seconds so that herds spread out. */
export const serverBackoff: Backoff = (attempt) => {
  const seconds = SECONDS[Math.min(attempt, SECONDS.length - 1)] ?? SECONDS[0];
  return (seconds + Math.random() * JITTER_SECONDS) * 1000;
};

const RETRY_AFTER_MS = { min: 1_000, max: 24 * 60 * 60 * 1000 };

/** Milliseconds that a `retry-after` header asks for: seconds or a date, held between a second and a day. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const asked = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  if (Number.isNaN(asked)) return null;
  return Math.min(Math.max(asked, RETRY_AFTER_MS.min), RETRY_AFTER_MS.max);
}
