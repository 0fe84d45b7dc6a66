/** Beyond these a cell is a mistake or an attack, and would not fit where it is shown or indexed. UTF-16 units. */
export const ID_CHARS_MAX = 200;
export const NAME_CHARS_MAX = 200;
export const TEXT_CHARS_MAX = 10_000;
