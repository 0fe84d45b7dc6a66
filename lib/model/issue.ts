import type { Person } from "@/lib/model/user";

export type IssueFile = "users" | "managers";

export type Severity = "blocking" | "error" | "warning";

export type IssueCode =
  // blocking: the file
  | "file_not_utf8"
  | "file_utf16"
  | "file_encoding"
  | "file_not_csv"
  | "file_damaged"
  | "file_expands"
  | "file_protected"
  | "file_nested"
  | "file_entry"
  | "file_sheet"
  | "file_not_encrypted"
  | "file_wrong_key"
  | "file_not_signed"
  | "file_nul"
  | "file_unclosed_quote"
  | "file_bad_quote"
  | "file_empty"
  | "file_no_rows"
  | "file_too_large"
  | "file_too_many_rows"
  | "file_too_many_columns"
  | "file_record_too_long"
  | "header_missing"
  | "header_duplicate"
  | "header_empty"
  | "row_count_missing"
  | "row_count_wrong"
  // errors: the row is skipped
  | "required_missing"
  | "id_unreadable"
  | "email_invalid"
  | "example_row"
  | "field_count"
  | "row_left_out"
  | "id_duplicate"
  | "email_duplicate"
  | "email_other_source"
  | "email_manual_user"
  | "email_kept_by_skipped_row"
  | "manager_unknown"
  | "rows_not_merged"
  // warnings: the user is still created or updated
  | "row_repeated"
  | "encoded_twice"
  | "text_marked_up"
  | "rows_differ"
  | "user_stays"
  | "option_unknown"
  | "team_unknown"
  | "manager_without_team"
  | "options_too_many"
  | "multiple_values"
  | "column_unknown"
  | "value_invalid";

/** What is wrong, as a value. Rows and lines count as in `CsvRecord`. */
export type Issue = {
  severity: Severity;
  code: IssueCode;
  /** The exact sentence a person reads. */
  message: string;
  row: number | null;
  line: number | null;
  csvId: string | null;
  email: string | null;
  /** The header of the column concerned. */
  column: string | null;
  /** The offending value, as it is in the file (cut to 200 characters). */
  value: string | null;
  /** Absent: the file of the users. */
  file?: IssueFile;
};

/** IDs and addresses in an unusable record, or the start of an ID (`cutId`): nobody they belong to is missing. */
export type Mentions = { ids: readonly string[]; emailKeys: readonly string[]; cutId?: string };

/** A row with an error. `id` is null where it can't be read; `mentions` has everyone else it may be about. */
export type SkippedRecord = {
  kind: "skipped";
  row: number;
  id: string | null;
  mentions?: Mentions;
  /** Set where nothing is wrong but that the ID is blank: whose row it is depends on who has the address. */
  blankIdOf?: { emailKey: string };
  issues: readonly Issue[];
};

/** What `validate` gives for one record. */
export type Validated = { kind: "person"; person: Person; issues: readonly Issue[] } | SkippedRecord;
