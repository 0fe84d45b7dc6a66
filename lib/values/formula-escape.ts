/** The last column of the file of skipped rows that we hand out; a file that has it is read as if it had not. */
export const REASON_HEADER = "Rollcall: reason";

/**
 * A text that a spreadsheet would take for a formula, or one that says it is not (`'=1`): one of their signs, in any of
 * the forms it has in Unicode, at the front or behind what nobody sees. What is written out gets one `'` before it, what
 * is read loses one; matching the `'` as well is what makes the second undo the first exactly.
 */
export const FORMULA_START =
  /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}']*[=+\-@\t\r\0\u2212\ufe62\ufe63\ufe66\ufe6b＝＋－＠|%]/u;

/** `text` without the `'` that keeps a spreadsheet from taking it for a formula. Any other `'` stays: `'t Hooft`. */
export function withoutMark(text: string): string {
  return text.startsWith("'") && FORMULA_START.test(text.slice(1)) ? text.slice(1) : text;
}

/** The people of the template that we hand out. A row that still names one of them is nobody. */
export const EXAMPLE_EMAILS = ["anna.example@example.com", "ben.example@example.com"] as const;

export function isExampleEmail(emailKey: string): boolean {
  return emailKey === EXAMPLE_EMAILS[0] || emailKey === EXAMPLE_EMAILS[1];
}
