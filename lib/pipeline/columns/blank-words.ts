/** What exports write where there is no value, in lower case. Not `NA` or `None`, which are names and codes as well. */
const WORDS: ReadonlySet<string> = new Set([
  "null",
  "(null)",
  "<null>",
  "[null]",
  "#n/a",
  "n/a",
  "nan",
  "-",
  "--",
  "---",
  "\u2013",
  "\u2014",
]);
const LONGEST = 6;

/** Whether a trimmed cell probably means that there is no value. */
export function isBlankWord(cell: string): boolean {
  return cell.length <= LONGEST && WORDS.has(cell.toLowerCase());
}
