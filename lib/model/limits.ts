/** A file may have 500 columns; a workspace that maps more than this many of them is a mistake. */
export const FIELDS_MAX = 300;
export const OPTIONS_MAX = 5_000;
export const FIELD_LABEL_CHARS_MAX = 80;
export const OPTION_LABEL_CHARS_MAX = 200;
/** Of one option. */
export const ALIASES_MAX = 50;
/** Of a text that a profile field holds. UTF-16 units. */
export const TEXT_CHARS_MAX = 10_000;

export const USERS_PAGE_SIZE = 50;

/** A search says "10,000+" beyond this many hits: nobody reads on, and counting them all takes time. */
export const SEARCH_COUNT_MAX = 10_000;

/** How long after their removal a user may be the one whom a new ID means. */
export const RESTORE_DAYS = 30;

const DAY_MS = 86_400_000;

/** When a user removed at `removedAt` is deleted permanently. `days`: how long the organization keeps them. */
export function purgeAt(removedAt: Date, days: number): Date {
  return new Date(removedAt.getTime() + days * DAY_MS);
}
