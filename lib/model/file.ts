import type { IssueFile } from "@/lib/model/issue";

/** Where the rows of a file begin and end. */
export type RowsOfFile = {
  /** The first row that can be the header, from 1: those above it are titles. */
  headerRow: number;
  /** How many rows at the end are left out: totals, or when the list was made. Blank rows do not count. */
  footerRows: number;
};

export const ALL_ROWS: RowsOfFile = { headerRow: 1, footerRows: 0 };

/** The first row of a file that can be its header, from 1, and its line in an editor. */
export type HeaderSeen = { file: IssueFile; row: number; line: number };

/** How a file was chosen. */
export type FileChoice = {
  /** The path with a pattern; of a file that was asked for, the path of the sync. */
  pattern: string;
  /** What else matched, the newest first (names only, the first of them), and how many in all. */
  others: string[];
  othersCount: number;
  /** A file that is left out because its name is dated later than tomorrow. */
  ahead?: string;
  /** A person asked for this file. */
  isAsked?: boolean;
  /** The date in its name, as clocks show it (`2026-11-27T00:00:00.000Z`, whatever the time zone). */
  date?: string;
};

/** Where a file came from, and exactly which bytes it was. Kept with the run. */
export type SourceIdentity = {
  /** Path as configured, or the uploaded file's name. */
  path: string;
  sizeBytes: number;
  /** ISO instant of the last modification, as the server says; null where the source has none. */
  modifiedAt: string | null;
  /** Lower-case hex SHA-256 of the bytes. */
  sha256: string;
  /** What an S3 bucket calls this version of the object. */
  etag?: string;
  /** Of a packed or encrypted file, the SHA-256 of the CSV that was in it; `sha256` is of what was fetched. */
  contentSha256?: string;
  /** Of a packed or encrypted file, the size of that CSV. */
  contentSizeBytes?: number;
  /** The sheet of a workbook that the CSV was made from: such a CSV is UTF-8 with commas. */
  sheet?: string;
  /** From the outside in, such as "encrypted for key 7F3A…", "export.zip"; the innermost is the file that was read. */
  layers?: string[];
  /** Of a path with a pattern, or a file that a person asked for. */
  choice?: FileChoice;
};

/** The hash of what is read: the same list packed or encrypted again is the same. */
export function contentSha256Of({ contentSha256, sha256 }: SourceIdentity): string {
  return contentSha256 ?? sha256;
}

export type Encoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";
export type Delimiter = "," | ";" | "\t";

/** How a file is to be read. A run never guesses; a wizard may suggest. */
export type ReadSettings = RowsOfFile & {
  encoding: Encoding;
  delimiter: Delimiter;
  sizeBytesMax: number;
  rowsMax: number;
  columnsMax: number;
  recordBytesMax: number;
  /** The rows are of a sheet: they end at their last cell, so that blank ones behind it are missing. */
  isSheet?: boolean;
  /** Whether the last line is `#rows=820` and must agree. */
  hasRowCount?: boolean;
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

/** How a file is to be read that may be made from a workbook: such a CSV is ours, whatever the settings say. */
export function readAsFetched(read: ReadSettings, { sheet }: Pick<SourceIdentity, "sheet">): ReadSettings {
  return sheet === undefined ? read : { ...read, encoding: "utf-8", delimiter: ",", isSheet: true };
}

/** One record as read. `row` is the spreadsheet's row (the header is 1), `line` the physical line it starts on. */
export type CsvRecord = {
  row: number;
  line: number;
  cells: readonly string[];
  /** Known to have neither line breaks nor control characters in its cells: most rows, which need less of a look. */
  isPlain?: boolean;
};

/** Rows that do not count: how many by value, and the first of them. */
export type LeftOutRows = {
  /** The column that decides. */
  header: string;
  count: number;
  values: { value: string; count: number }[];
  rows: { row: number; id: string; email: string; value: string }[];
};
