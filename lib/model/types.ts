/** What the rooms of the sync pipeline hand to each other. Types only: no room imports another room. */

import type { Match } from "@/lib/model/match";
import { ALL_ROWS, type RowsOfFile } from "@/lib/model/rows-of-file";

/** Where a file came from, and exactly which bytes it was. Kept with the run. */
export type SourceIdentity = {
  /** Path as configured, or the uploaded file's name. */
  path: string;
  sizeBytes: number;
  /** ISO instant of the last modification, as the server says; null where the source has none. */
  modifiedAt: string | null;
  /** Lower-case hex SHA-256 of the bytes. */
  sha256: string;
};

export type Encoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";
export type Delimiter = "," | ";" | "\t";

/** How a file is to be read. A run never guesses; a wizard may propose. */
export type ReadSettings = RowsOfFile & {
  encoding: Encoding;
  delimiter: Delimiter;
  sizeBytesMax: number;
  rowsMax: number;
  columnsMax: number;
  recordBytesMax: number;
};

export const READ_DEFAULTS: ReadSettings = {
  encoding: "utf-8",
  delimiter: ",",
  ...ALL_ROWS,
  sizeBytesMax: 1024 ** 3,
  rowsMax: 2_000_000,
  columnsMax: 500,
  recordBytesMax: 1024 ** 2,
};

/** One record as read. `row` is the spreadsheet's row (the header is 1), `line` the physical line it starts on. */
export type CsvRecord = {
  row: number;
  line: number;
  cells: readonly string[];
  /** Known to have neither line breaks nor control characters in its cells: most rows, which need less of a look. */
  isPlain?: boolean;
};

export type FieldType = "text" | "number" | "date" | "single_choice" | "multiple_choice";

/** `aliases`: other texts of a file that mean the option. */
export type FieldOption = { id: number; label: string; aliases?: readonly string[] };

export type ProfileField = { id: number; label: string; type: FieldType; options: readonly FieldOption[] };

/**
 * What files say of a user's teams is kept as two built-in multiple-choice fields whose options are the workspace's
 * teams. Real fields have positive ids.
 */
export const TEAMS_FIELD = -1;
export const MANAGES_FIELD = -2;

/** An option or a team that a plan found in a file. `fieldId` is `TEAMS_FIELD` for a team. */
export type Addition = { fieldId: number; id: number; label: string };

export type IssueFile = "users" | "managers";

/**
 * A field's new value, in the form it is stored in: text and number as text (a number in canonical decimal form,
 * never a float), date as `yyyy-MM-dd`, single choice as an option id, multiple choice as option ids in option order.
 * `null` clears the field. A field that is not in `Person.fields` keeps what it has.
 */
export type FieldValue = string | number | readonly number[] | null;

/** A valid row: what one user is to look like. */
export type Person = {
  row: number;
  line: number;
  /** The ID in the file, trimmed, never a number. */
  id: string;
  /** As written, trimmed. */
  email: string;
  /** Lower-case form that uniqueness is decided on. */
  emailKey: string;
  /** These are null where the file has no such column, and says so: left as they were. */
  firstName: string | null;
  lastName: string | null;
  mobile: string | null;
  /** By field id. Absent: left as it was. */
  fields: Readonly<Record<string, FieldValue>>;
  /** Keys of other addresses in the row, wherever they are: they count when the row turns out to be unusable. */
  otherEmailKeys?: () => readonly string[];
  /** Over everything above but row and line: equal fingerprints mean nothing to do. */
  fingerprint: Fingerprint;
};

/** 128 bits as four signed numbers of 32: a run makes and compares one a row. Stored as 32 hex digits, see `print.ts`. */
export type Fingerprint = readonly [number, number, number, number];

export type Severity = "blocking" | "error" | "warning";

export type IssueCode =
  // blocking: the file
  | "file_not_utf8"
  | "file_utf16"
  | "file_encoding"
  | "file_not_csv"
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
  /** The offending value, as it stands in the file (cut to 200 characters). */
  value: string | null;
  /** Absent: the file of the users. */
  file?: IssueFile;
};

/** IDs and addresses in an unusable record, or the start of an ID (`cutId`): nobody they belong to is missing. */
export type Mentions = { ids: readonly string[]; emailKeys: readonly string[]; cutId?: string };

/** A row with an error. `id` is null where it can't be read; `mentions` holds whoever else it may be about. */
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

export type ChangeKind = "create" | "update" | "remove" | "restore" | "relink";

/** A user as the plan sees and stores it. Shapes as in `Person`. */
export type UserValues = {
  email: string;
  firstName: string;
  lastName: string;
  mobile: string;
  fields: Readonly<Record<string, FieldValue>>;
};

/** One line of a plan. */
export type Change = {
  kind: ChangeKind;
  /** The user concerned and the version of it that the plan looked at; null when one is created. */
  userId: number | null;
  baseVersion: number | null;
  csvId: string;
  row: number | null;
  line: number | null;
  before: UserValues | null;
  after: UserValues | null;
  fingerprint: string | null;
  /** The `csvId` of the change that frees the address this one takes; null where it needs none. */
  dependsOn: string | null;
  /** Whom a new ID may be. */
  match?: Match | null;
};

/** A part of a user: `user` is whether they are there and whose they are, a number is a profile field. */
export type UserPart = "user" | "email" | "firstName" | "lastName" | "mobile" | number;

/** What an undo leaves as it is. `by` and `at` (ISO instant) say who changed it since, where that is known. */
export type KeptPart = {
  part: UserPart;
  why: "changed" | "removed" | "restored" | "address_taken" | "id_taken" | "protected" | "gone";
  by: string | null;
  at: string | null;
};

/** Users of the sync as `plan` has to know them, in columns: there are as many as the file has rows. */
export type KnownUsers = {
  csvIds: readonly string[];
  userIds: Float64Array;
  versions: Int32Array;
  /** Four words each; zeros when someone has edited the user since. */
  prints: Int32Array;
  /** 1 or 0. */
  removed: Uint8Array;
  /** 1 for authors and admins, who are never removed by a file. */
  protected: Uint8Array;
};

/** What a user is now, for those that a row would change. */
export type CurrentUser = { userId: number; version: number; values: UserValues };

/** Who holds an address in the workspace now. `csvId` is set for users of the sync that is planned. */
export type AddressOwner = {
  userId: number;
  version: number;
  emailKey: string;
  origin: "this_sync" | "other_sync" | "manual";
  csvId: string | null;
  protected: boolean;
  values: UserValues;
};

export type Counts = {
  read: number;
  created: number;
  updated: number;
  removed: number;
  restored: number;
  unchanged: number;
  skipped: number;
  errors: number;
  warnings: number;
  /** Updates that take a team from somebody who leads it or is in it; absent for none. */
  teamLosses?: number;
};

export type RunPhase = "connecting" | "downloading" | "reading" | "planning" | "applying";

export type RunState =
  | "queued"
  | "running"
  | "held"
  | "succeeded"
  | "succeeded_with_issues"
  | "no_change"
  | "failed"
  | "cancelled"
  | "superseded"
  | "undone";

export type RunTrigger = "schedule" | "manual" | "upload" | "undo";

/** Whether users of the sync that the file does not name are removed. */
export type RunMode = "complete" | "add_and_update";

export type GuardCode =
  | "removals"
  | "no_rows"
  | "shrunk"
  | "team_losses"
  | "older_file"
  | "header_drift"
  | "mass_update"
  | "re_key"
  | "first_run"
  | "unreadable_id"
  | "preview";

/** What a tripped guard holds: everything, removals of users, lines that take a team from somebody, or both of these. */
export type GuardHold = "all" | "removals" | "team_losses" | "all_losses";

/** A tripped guard: what it holds, and the reason in words and numbers. */
export type GuardTrip = { code: GuardCode; holds: GuardHold; reason: string };
