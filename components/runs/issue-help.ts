import type { IssueCode } from "@/lib/model/issue";
import { cureOf } from "@/lib/pipeline/cures";

/** What a kind of issue is called, and what to do about it. */
type IssueHelp = { title: string; remedy: string };

const EXPORT_AGAIN = "Export the file again and run the sync once more. Nothing was changed.";

export const ISSUE_HELP: Readonly<Record<IssueCode, IssueHelp>> = {
  file_not_utf8: {
    title: "The file is not UTF-8",
    remedy: "Export it as UTF-8, or choose its encoding in the sync.",
  },
  file_utf16: { title: "The file is UTF-16", remedy: "Export it as UTF-8, or choose UTF-16 in the sync." },
  file_encoding: {
    title: "The file has another encoding",
    remedy: "Export it as UTF-8, or choose its encoding in the sync.",
  },
  file_not_csv: { title: "The file is not a CSV file", remedy: "Export it as CSV (UTF-8, comma separated)." },
  file_nul: { title: "The file has zero bytes", remedy: EXPORT_AGAIN },
  file_unclosed_quote: {
    title: "A quote never closes",
    remedy: "Close the quote, or double it if it is part of the value. Often the file was cut off.",
  },
  file_bad_quote: {
    title: "Unexpected quote",
    remedy: "Quote the whole value and double the quotes inside it.",
  },
  file_empty: { title: "The file is empty", remedy: EXPORT_AGAIN },
  file_no_rows: { title: "The file has a header and no rows", remedy: EXPORT_AGAIN },
  file_too_large: {
    title: "The file is too large",
    remedy: "Leave out columns that no profile field needs.",
  },
  file_too_many_rows: { title: "The file has too many rows", remedy: "Split it over several syncs." },
  file_too_many_columns: {
    title: "The file has too many columns",
    remedy: "Leave out columns that no profile field needs.",
  },
  file_record_too_long: {
    title: "A row is too long",
    remedy: "Often a quote is missing, so that many rows read as one.",
  },
  header_missing: {
    title: "A required column is missing",
    remedy: "Add it to the file, or map another column to it in the sync.",
  },
  header_duplicate: { title: "Two columns have the same header", remedy: "Rename or remove one of them." },
  header_empty: { title: "A column has no header", remedy: "Name the column or remove it." },
  required_missing: {
    title: "ID or e-mail is missing",
    remedy: "Fill it in the system that exports the file. The row was skipped.",
  },
  id_unreadable: {
    title: "Invalid ID",
    remedy:
      "Format the ID column as text before saving in a spreadsheet, or correct the export. Nobody named in the row is removed.",
  },
  email_invalid: {
    title: "Invalid e-mail address",
    remedy: "Correct it in the system that exports the file. The row was skipped.",
  },
  example_row: {
    title: "Example of the template",
    remedy: "Replace the example rows with your own users, or delete them. They were skipped.",
  },
  row_left_out: {
    title: "A user's row is left out",
    remedy:
      "The file settings leave out rows at the end of the file. Set “Rows to leave out at the end” to the number of rows with totals, or to 0. The user stayed as they were.",
  },
  field_count: {
    title: "Wrong number of fields",
    remedy: "The row has more or fewer cells than the header. Often a value with a comma is not quoted.",
  },
  id_duplicate: {
    title: "The same ID twice",
    remedy: "Each ID may stand once. The rows were skipped, and the user was left as they are.",
  },
  email_duplicate: {
    title: "The same e-mail address twice",
    remedy: "Each address belongs to one user. The rows were skipped.",
  },
  email_other_source: {
    title: "The address belongs to another source",
    remedy: "Another sync owns the user with this address. Remove them from one of the files.",
  },
  email_manual_user: {
    title: "The address belongs to a user added by hand",
    remedy: "Remove that user, or let the sync take such users over in its settings.",
  },
  email_kept_by_skipped_row: {
    title: "The address is still held by a skipped row",
    remedy: "Correct the row that was skipped; this one follows by itself.",
  },
  user_stays: {
    title: "Not in the file, but an author or admin",
    remedy: "A file never removes authors and admins. Remove them here if they have left.",
  },
  encoded_twice: {
    title: "Text encoded twice",
    remedy:
      "The export read UTF-8 as Windows-1252 and encoded it once more. Export the file again, as UTF-8; until then names are stored as they are in the file.",
  },
  text_marked_up: {
    title: "Text with marks of another program",
    remedy: "Export plain text: until then names and texts are stored as they are in the file.",
  },
  row_repeated: { title: "The same row twice", remedy: "Nothing to do: it was counted once." },
  option_unknown: {
    title: "Unknown option",
    remedy: "Correct the value in the file, or add it as an option below. Then run the sync again.",
  },
  multiple_values: {
    title: "Several values for one",
    remedy:
      "The field takes one value and was left as it was. Make it a multiple choice if several are right.",
  },
  column_unknown: {
    title: "Unknown column",
    remedy: "Add a profile field with this label, or tell the sync to ignore the column.",
  },
  team_unknown: {
    title: "Unknown team",
    remedy: "Add the team, or give the team that is meant this name as an alias.",
  },
  rows_not_merged: {
    title: "Another row of the same person has an error",
    remedy: "Correct that row. What it says would be missing, so the user was left as they are.",
  },
  rows_differ: {
    title: "Rows of one person differ",
    remedy:
      "The first value that is not blank was taken. Correct the other rows, or let the column fill a multiple choice field.",
  },
  manager_unknown: {
    title: "Manager who is not in the employees file",
    remedy: "Add them to the employees file, or take them out of the managers file.",
  },
  manager_without_team: {
    title: "Manager without a team",
    remedy: "Name their teams, or take the row out of the managers file. They lead no team by this file now.",
  },
  options_too_many: {
    title: "Too many new values",
    remedy: "The rest was left out. Check that the right column is mapped, then run the sync again.",
  },
  value_invalid: {
    title: "Invalid value",
    remedy:
      "The field was left as it was. How a column writes numbers and dates is set in the column mapping of the sync; without that, 37.5 and 1984-01-23.",
  },
};

type Told = { code: IssueCode; column: string | null; value?: string | null };

const SCIENTIFIC = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)e[+-]?\d+$/i;

/** What to do about one value of a kind, where that says more than the kind does. `meant`: an option close to it. */
export function valueRemedy({ code, column, value = null }: Told, meant: string | null): string | null {
  const cure = value === null ? null : cureOf(value);
  if (cure) return `${cure.how}: ${cure.meant}`;
  switch (code) {
    case "field_count":
      return value === null ? null : "Curly quotes don't enclose a value: use straight ones.";
    case "option_unknown":
      return meant === null
        ? "Correct it, or add it as an option."
        : `Probably ${meant}: correct it in the file.`;
    case "value_invalid":
      return value !== null && SCIENTIFIC.test(value)
        ? "This is scientific notation, in which digits get lost: format the column as text or number before saving."
        : null;
    case "required_missing":
      return `Fill in the column ${column}.`;
    case "column_unknown":
      return "Add a field of this name, or ignore the column.";
    default:
      return null;
  }
}

/** What a code is called; the code itself for one that this version does not know. */
export function issueTitle(code: string): string {
  return Object.hasOwn(ISSUE_HELP, code) ? ISSUE_HELP[code as IssueCode].title : code;
}
