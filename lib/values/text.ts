import { withoutMark } from "@/lib/values/formula-escape";
import { composed, revealed, sameText } from "@/lib/values/same-text";

/** White space of every script, and what nobody sees: zero-width spaces, joiners, soft hyphens, direction, byte order. */
const EDGE = /[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/;

const APOSTROPHE = 39;

/** What a cell says: without white space at its ends, and without the `'` that protects a text like `+358` in Excel. */
export function trimCell(cell: string): string {
  const text = trimText(cell);
  return text.charCodeAt(0) === APOSTROPHE ? trimText(withoutMark(text)) : text;
}

/** A cell of IDs in the form that they are compared by; one with control characters, which is none, as it is. */
export function idOf(cell: string, isCareful: boolean): string {
  const id = trimCell(cell);
  return isCareful && hasControls(id) ? id : sameText(id);
}

/** Text as it is stored: composed letters, and nothing at its ends that can't be seen. */
export function storedText(text: string): string {
  return composed(trimText(text));
}

/** Without white space and invisible marks at its ends. What is in between is kept. */
export function trimText(cell: string): string {
  // Nearly all cells begin and end with printable ASCII. Loops: a pattern anchored at the end is quadratic.
  let start = 0;
  let end = cell.length;
  while (start < end && isEdge(cell, start)) start++;
  while (start < end && isEdge(cell, end - 1)) end--;
  return end - start === cell.length ? cell : cell.slice(start, end);
}

function isEdge(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 0x20 && code < 0x7f) return false;
  return code === 0x20 || EDGE.test(text.charAt(at));
}

/** Room in a message and in a report. */
export const SHOWN_CHARS_MAX = 200;

/** `value` for a message: what can't be seen is written out, and all of it cut to what there is room for. */
export function shown(value: string): string {
  return cut(revealed(cut(value)));
}

/** `value` cut to what is kept of it, never in the middle of a character. */
export function cut(value: string): string {
  if (value.length <= SHOWN_CHARS_MAX) return value;
  const end = /[\ud800-\udbff]/.test(value.charAt(SHOWN_CHARS_MAX - 2))
    ? SHOWN_CHARS_MAX - 2
    : SHOWN_CHARS_MAX - 1;
  return `${value.slice(0, end)}…`;
}

/** A copy that does not keep the block of the file alive which a cell is a view of. */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

const LINE_ENDS = /\r\n?|[\n\v\f\u2028\u2029]/;

/** The different values of a cell, trimmed, in their order; blank ones are none. A line break always separates. */
export function valuesOf(cell: string, separator: string | undefined): string[] {
  const parts = cell.split(LINE_ENDS).flatMap((line) => (separator ? line.split(separator) : line));
  return [...new Set(parts.map(trimText))].filter((part) => part !== "");
}

/** Characters that no name and no value has: C0 with tab and line ends, DEL, C1, Unicode's own line ends. */
const CONTROLS = /[\p{Cc}\u2028\u2029]/u;

export function hasControls(text: string): boolean {
  return CONTROLS.test(text);
}

/** `text` on one line: a line break or tab in it, with the white space around, becomes one space. */
export function onOneLine(text: string): string {
  const parts = text.split(/[\t\n\v\f\r\u2028\u2029]/).map(trimText);
  return parts.filter((part) => part !== "").join(" ");
}
