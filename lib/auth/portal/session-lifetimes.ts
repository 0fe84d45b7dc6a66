const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long each way into a portal stays open. */
export const PORTAL_LIFE = {
  linkMs: 15 * MINUTE_MS,
  /** A browser that does not come by for so long has to sign in again; whatever happens, after `absoluteMs`. */
  idleMs: 14 * DAY_MS,
  absoluteMs: 30 * DAY_MS,
  /** A session's end is written at most this often. */
  touchMs: DAY_MS,
  viewMs: 30 * MINUTE_MS,
  /** A token is deleted this long after it ends: until then a late link can say what happened to it. */
  keptMs: DAY_MS,
} as const;

export const LINK_MINUTES = PORTAL_LIFE.linkMs / MINUTE_MS;

/** When a session that is used at `now` ends; null when what it has already will do. */
export function slidEnd(
  { createdAt, expiresAt }: { createdAt: Date; expiresAt: Date },
  now: Date,
): Date | null {
  const latest = createdAt.getTime() + PORTAL_LIFE.absoluteMs;
  const end = Math.min(now.getTime() + PORTAL_LIFE.idleMs, latest);
  const gained = end - expiresAt.getTime();
  return gained >= PORTAL_LIFE.touchMs || (gained > 0 && end === latest) ? new Date(end) : null;
}
