import type { IssueCode } from "@/lib/model/issue";
import { cureOf } from "@/lib/values/markup-cures";

/** The title of a kind of issue, and its remedy. */
type IssueHelp = { title: string; remedy: string };

const EXPORT_AGAIN = "Export the file again, then run the sync again. Nothing was changed.";

export const ISSUE_HELP: Readonly<Record<IssueCode, IssueHelp>> = {
  file_not_utf8: {
    title: "The file is not UTF-8",
    remedy: "Export it as UTF-8, or select its encoding in the settings of the sync.",
  },
  file_utf16: {
    title: "The file is UTF-16",
    remedy: "Export it as UTF-8, or select UTF-16 in the settings of the sync.",
  },
  file_encoding: {
    title: "The file has a different encoding",
    remedy: "Export it as UTF-8, or select its encoding in the settings of the sync.",
  },
  file_not_csv: { title: "The file is not a CSV file", remedy: "Export it as CSV (UTF-8, comma separated)." },
  file_damaged: { title: "The file is damaged or incomplete", remedy: EXPORT_AGAIN },
  file_expands: {
    title: "The file expands too much",
    remedy: "Check what is in it, or send it without packing it.",
  },
  file_protected: {
    title: "The file has a password",
    remedy: "Send it without a password. To encrypt it, use PGP with a key of the Remote Source.",
  },
  file_nested: { title: "The file is packed more than once", remedy: "Pack the CSV file once." },
  file_entry: {
    title: "It is not clear which file of the zip to read",
    remedy: "Name it in “File in a zip” in the file settings of the sync, or pack only that file.",
  },
  file_sheet: {
    title: "The sheet is not in the workbook",
    remedy: "Correct “Sheet of a workbook” in the file settings of the sync, or the name of the sheet.",
  },
  file_not_encrypted: {
    title: "The file is not encrypted",
    remedy: "Encrypt it with the public key of the Remote Source, or allow files without encryption there.",
  },
  file_wrong_key: {
    title: "The file is encrypted for another key",
    remedy: "Encrypt it with the public key of the Remote Source.",
  },
  file_not_signed: {
    title: "The signature of the file is missing or wrong",
    remedy:
      "Sign it with a key that is listed on the Remote Source, or add the public key of its sender there.",
  },
  file_nul: { title: "The file contains NUL bytes", remedy: EXPORT_AGAIN },
  file_unclosed_quote: {
    title: "Unclosed quote",
    remedy: "Close the quote, or double it if it is part of the value. The file may also be incomplete.",
  },
  file_bad_quote: {
    title: "Unexpected quote",
    remedy: "Quote the whole value and double the quotes inside it.",
  },
  file_empty: { title: "The file is empty", remedy: EXPORT_AGAIN },
  file_no_rows: { title: "The file has a header and no rows", remedy: EXPORT_AGAIN },
  file_too_large: {
    title: "The file is too large",
    remedy: "Remove columns that no profile field needs.",
  },
  file_too_many_rows: { title: "The file has too many rows", remedy: "Split the file across several syncs." },
  file_too_many_columns: {
    title: "The file has too many columns",
    remedy: "Remove columns that no profile field needs.",
  },
  file_record_too_long: {
    title: "A row is too long",
    remedy: "A quote is probably missing, so that many rows are read as one.",
  },
  header_missing: {
    title: "A required column is missing",
    remedy: "Add it to the file, or map another column to it in the mapping of the sync.",
  },
  header_duplicate: { title: "Two columns have the same header", remedy: "Rename or remove one of them." },
  row_count_missing: {
    title: "The number of rows at the end is missing",
    remedy: "Check that the export has finished, or turn this check off in the file settings of the sync.",
  },
  row_count_wrong: {
    title: "The number of rows at the end is wrong",
    remedy: "Compare the last line with the rows of the file. Rows may be missing.",
  },
  header_empty: { title: "A column has no header", remedy: "Name the column or remove it." },
  required_missing: {
    title: "ID or e-mail is missing",
    remedy: "Enter it in the system that exports the file. The row was skipped.",
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
    title: "Example row of the template",
    remedy: "Replace the example rows with your own users, or delete them. They were skipped.",
  },
  row_left_out: {
    title: "A user's row was left out",
    remedy:
      "The file settings leave out rows at the end of the file. Set “Rows to leave out at the end” to the number of rows with totals, or to 0. The user was not changed.",
  },
  field_count: {
    title: "Wrong number of fields",
    remedy:
      "The row has more or fewer cells than the header. A value with a comma may be missing its quotes.",
  },
  id_duplicate: {
    title: "Duplicate ID",
    remedy: "Each ID may appear only once. The rows were skipped, and the user was not changed.",
  },
  email_duplicate: {
    title: "Duplicate e-mail address",
    remedy: "Each address may belong to only one user. The rows were skipped.",
  },
  email_other_source: {
    title: "E-mail address belongs to a user of another source",
    remedy: "Another sync updates the user with this address. Remove the user from one of the files.",
  },
  email_manual_user: {
    title: "E-mail address belongs to a user added by hand",
    remedy: "Connect that user to the sync below, or remove them.",
  },
  email_kept_by_skipped_row: {
    title: "The address is still used by a skipped row",
    remedy: "Correct the skipped row. This row is then imported automatically.",
  },
  user_stays: {
    title: "Not in the file, but an author or admin",
    remedy: "A file never removes authors and admins. Remove them here if they have left.",
  },
  encoded_twice: {
    title: "Text encoded twice",
    remedy:
      "The export read UTF-8 as Windows-1252 and encoded it again. Export the file as UTF-8. Until then, names are stored as they are in the file.",
  },
  text_marked_up: {
    title: "Text with markup of another program",
    remedy: "Export plain text. Until then, names and texts are stored as they are in the file.",
  },
  row_repeated: { title: "Duplicate row", remedy: "Nothing to do: the row was counted once." },
  option_unknown: {
    title: "Unknown option",
    remedy: "Below, add the value as an option or say which option it means. Or correct it in the file.",
  },
  multiple_values: {
    title: "Multiple values for one field",
    remedy:
      "The field takes one value and was not changed. If several values are correct, use a multiple choice field.",
  },
  column_unknown: {
    title: "Unknown column",
    remedy: "Add a profile field with this label, or ignore the column in the mapping of the sync.",
  },
  team_unknown: {
    title: "Unknown team",
    remedy: "Add the team, or add this name as an alias of an existing team.",
  },
  rows_not_merged: {
    title: "Another row of the same person has an error",
    remedy: "Correct that row. Its values would be missing, so the user was not changed.",
  },
  rows_differ: {
    title: "Rows of one person differ",
    remedy:
      "The first value that is not blank was used. Correct the other rows, or map the column to a multiple choice field.",
  },
  manager_unknown: {
    title: "Manager who is not in the employees file",
    remedy: "Add them to the employees file, or remove them from the managers file.",
  },
  manager_without_team: {
    title: "Manager without a team",
    remedy:
      "Add their teams, or remove the row from the managers file. This file does not make them a manager of any team.",
  },
  options_too_many: {
    title: "Too many new values",
    remedy: "The others were left out. Check that the right column is mapped, then run the sync again.",
  },
  value_invalid: {
    title: "Invalid value",
    remedy:
      "The field was not changed. Set how the column writes numbers, dates, or yes and no in the mapping of the sync. The default formats are 37.5, 1984-01-23, and yes or no.",
  },
};

type Told = { code: IssueCode; column: string | null; value?: string | null };

const SCIENTIFIC = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)e[+-]?\d+$/i;

/** The remedy for one value, if it is more specific than the one for its kind. `meant`: the closest option. */
export function valueRemedy({ code, column, value = null }: Told, meant: string | null): string | null {
  const cure = value === null ? null : cureOf(value);
  if (cure) return `${cure.how}: ${cure.meant}`;
  // exempt(switch): most codes have nothing to say beyond their own text
  switch (code) {
    case "field_count":
      return value === null ? null : "Curly quotes can't enclose a value. Use straight quotes.";
    case "option_unknown":
      return meant === null
        ? "Correct it, or add it as an option."
        : `Probably ${meant}: say so below, or correct it in the file.`;
    case "value_invalid":
      return value !== null && SCIENTIFIC.test(value)
        ? "This is scientific notation, which loses digits. Format the column as text or number before saving."
        : null;
    case "required_missing":
      return `Fill in the column ${column}.`;
    case "column_unknown":
      return "Add a field with this name, or ignore the column.";
    default:
      return null;
  }
}

/** The title of a code; the code itself if this version does not know it. */
export function issueTitle(code: string): string {
  return Object.hasOwn(ISSUE_HELP, code) ? ISSUE_HELP[code as IssueCode].title : code;
}
