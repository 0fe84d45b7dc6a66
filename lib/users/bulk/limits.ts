/** How many users one bulk edit takes: one transaction, and a list that someone can still look at. */
export const BULK_USERS_MAX = 1_000;
