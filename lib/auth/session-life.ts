const HOUR_MS = 3_600_000;

/** Sign in again after a fortnight whatever happens, and after a long week-end of not coming by. */
export const SESSION_LIFE = {
  absoluteMs: 14 * 24 * HOUR_MS,
  idleMs: 4 * 24 * HOUR_MS,
  /** `last_seen_at` is written at most this often. */
  touchMs: 5 * 60_000,
} as const;

/** The instants that decide whether a session still counts at `now`. */
export function sessionTimes(now: Date): { now: Date; idleSince: Date } {
  return { now, idleSince: new Date(now.getTime() - SESSION_LIFE.idleMs) };
}
