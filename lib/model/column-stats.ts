import type { NumberSigns } from "@/lib/model/mapping";

/** What may separate the values of a cell; a line break always does. */
export const SEPARATORS = ["\n", ";", "|", ","] as const;

/** More different values than this are not counted separately: nobody would choose among them. */
export const VALUES_MAX = 200;
/** A longer value is none to choose from. */
export const VALUE_CHARS_MAX = 60;

/** What the cells are once a separator has split them. `values` is null when there are too many, or one is too long. */
export type ColumnParts = {
  separator: (typeof SEPARATORS)[number];
  /** Cells that have it, of different text. */
  cells: number;
  /** Whether other cells do without it, as those of one value do. */
  isMixed: boolean;
  values: string[] | null;
};

/** How an idea of a column fits it. `misfit` is a cell that it does not read; null when it reads every one. */
type Fit = { misfit: string | null };

/** `isSure`: they are quantities, and no numbers of equal length that name something, such as phones or companies. */
export type GroupedNumbers = Fit & Required<NumberSigns> & { isSure: boolean };

/** What all rows of a file have in one column, as far as a proposal needs it. Texts are trimmed; blank cells are none. */
export type ColumnStats = {
  /** False where only the first rows were looked at, or samples of the file. */
  isWhole: boolean;
  /** Whether they were samples from its beginning to its end: other cells may be different. */
  isSampled?: boolean;
  /** Cells that are neither blank nor a word for that. */
  filled: number;
  /** The first different cells, to be shown. */
  samples: string[];
  /** All different cells in the order in which they come up; null when there are too many, or one is too long. */
  values: string[] | null;
  /** Only separators that occur. */
  parts: ColumnParts[];
  /** The formats that all cells can be read by, or all but a few. */
  dates: ({ format: string } & Fit)[];
  /** Formats that together read every cell, in the order in which they came up; null where one does, or none do. */
  mixedDates?: string[] | null;
  /** Words such as `NULL` or `-` in place of blank cells, as first written. Absent in what earlier versions kept. */
  blankWords?: string[];
  /** Whether they are numbers; null when more than a few are none. */
  number: Fit | null;
  /** The same of numbers with a decimal comma, of which there is one at least. `isGrouped`: with points for thousands. */
  commaNumber: (Fit & { isGrouped: boolean }) | null;
  /** The ways to write thousands apart that cells do and that read them as numbers. Absent in what earlier versions kept. */
  groupedNumbers?: GroupedNumbers[];
  /** A number that begins with a zero; null for none. */
  withZero: string | null;
  /** Cells of several lines: no field of one value takes them. */
  severalLines: boolean;
  /** A cell that no field takes: too long, or with control characters. Cut to what is shown of it. */
  unfit: string | null;
};
