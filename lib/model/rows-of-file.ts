import type { IssueFile } from "@/lib/model/types";

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
