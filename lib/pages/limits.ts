export const PAGE_TITLE_CHARS_MAX = 120;
export const PAGE_BODY_CHARS_MAX = 20_000;
/** A portal's start shows all of them. */
export const PAGES_MAX = 200;
export const PAGE_LISTS_MAX = 50;
