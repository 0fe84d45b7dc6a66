export const USERS_PAGE_SIZE = 50;

/** A search says "10,000+" beyond this many hits: nobody reads on, and counting them all takes time. */
export const SEARCH_COUNT_MAX = 10_000;

/** How long a removed user can be restored before they are deleted for good. */
export const RESTORE_DAYS = 30;

const DAY_MS = 86_400_000;

/** When a user removed at `removedAt` is deleted for good. */
export function purgeAt(removedAt: Date): Date {
  return new Date(removedAt.getTime() + RESTORE_DAYS * DAY_MS);
}
