/** The last column of the file of skipped rows that we hand out; a file that has it is read as if it had not. */
export const REASON_HEADER = "Rollcall: reason";

/**
 * A text that a spreadsheet would take for a formula, or one that says it is not (`'=1`). What is written out gets one
 * `'` before it, what is read loses one; matching the `'` as well is what makes the second undo the first exactly.
 */
export const FORMULA_START = /^[\s\0']*[=+\-@\t\r\0＝＋－＠|%]/;

/** `text` without the `'` that keeps a spreadsheet from taking it for a formula. Any other `'` stays: `'t Hooft`. */
export function withoutMark(text: string): string {
  return text.startsWith("'") && FORMULA_START.test(text.slice(1)) ? text.slice(1) : text;
}
