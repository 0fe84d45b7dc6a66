/** A file may have 500 columns; a workspace that maps more than this many of them is a mistake. */
export const FIELDS_MAX = 300;
export const OPTIONS_MAX = 1000;
export const FIELD_LABEL_CHARS_MAX = 80;
export const OPTION_LABEL_CHARS_MAX = 200;
/** Of one option. */
export const ALIASES_MAX = 50;
