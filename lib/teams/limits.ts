export const TEAM_NAME_CHARS_MAX = 200;
export const TEAM_ALIASES_MAX = 50;

/** How many users one action puts in a team or takes out. */
export const TEAM_USERS_MAX = 1_000;

export const TEAMS_PAGE_SIZE = 50;
