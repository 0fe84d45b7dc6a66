/** How the columns of a sync's files are read: what someone set in the mapping editor. Types only, shared by all rooms. */

export type StandardTarget = "id" | "email" | "first_name" | "last_name" | "mobile";

/** What a column fills. Headers are matched exactly, after trimming. */
export type ColumnTarget =
  | { kind: "id" | "email" }
  | ({ kind: LineTarget } & BlankWords)
  | ({
      kind: "field";
      fieldId: number;
      /** A blank cell clears the field, or keeps what is there. */
      blank: "clear" | "keep";
      /** Splits a cell into values; a line break always does. */
      separator?: string;
      /** The result for a value that no option has: a warning (when absent), or a new option. */
      unknown?: UnknownPolicy;
      /** Text in the file -> the text it is read as. */
      aliases?: Readonly<Record<string, string>>;
    } & BlankWords &
      FieldReading)
  | TeamsTarget
  | { kind: "ignore" };

/** What every user has on one line. */
export type LineTarget = Exclude<StandardTarget, "id" | "email">;

/** Words that mean a blank cell, such as `NULL`, `#N/A` or `-`, in any letter case. */
export type BlankWords = { blankWords?: readonly string[] };

/** What a mapping may say of how the cells of a field are read, by the types of fields that it means something to. */
export type FieldReading = NumberSigns & DateReading & YesNoWords;

/** How a file writes numbers: a decimal point and no separator of thousands when absent. */
export type NumberSigns = { decimal?: "." | ","; thousands?: "." | "," | " " | "'" };

/** What means yes and no beside true, yes, 1 and false, no, 0; in any letter case. */
export type YesNoWords = { yesWords?: readonly string[]; noWords?: readonly string[] };

export type DateReading = {
  /** date-fns pattern; ISO `yyyy-MM-dd` when absent. */
  dateFormat?: string | undefined;
  /** Patterns that are tried after it, in their order. */
  moreDateFormats?: readonly string[];
  /** Two-digit years up to this one are 20xx, the others 19xx; 49 when absent. */
  yearPivot?: number;
  /** A two-digit year that would make a date of the future is of the century before, as in birth dates. */
  neverFuture?: boolean;
  /** Days as Excel counts them, from 1900 or, on old Macs, from 1904. */
  serialDates?: "1900" | "1904";
};

type UnknownPolicy = "warn" | "add";

/** Teams that a user is in or, in the file of managers, leads. Unknown ones are added unless `unknown` says otherwise. */
export type TeamsTarget = BlankWords & {
  kind: "teams";
  blank: "clear" | "keep";
  separator?: string;
  unknown?: UnknownPolicy;
  aliases?: Readonly<Record<string, string>>;
};

export type ManagersTarget = { kind: "id" } | TeamsTarget | { kind: "ignore" };

/** Which rows count: those whose cell in a column is one of the values, or is none of them. Case does not matter. */
export type OnlyRows = { header: string; keep: "listed" | "others"; values: readonly string[] };

/** Header text -> target. A header not named here is matched against the standard names and the field labels. */
export type Mapping = {
  columns: Readonly<Record<string, ColumnTarget>>;
  /** Standard columns that the file does not have: users keep what they have there. */
  without?: readonly ("first_name" | "last_name" | "mobile")[];
  /** For the file of managers; a header not named is matched against `ID` and `Team(s)`. */
  managers?: { columns: Readonly<Record<string, ManagersTarget>> };
  /** Absent: all rows. The people of the others count as absent. */
  onlyRows?: OnlyRows;
  /** Users added manually whom the sync may take over: ID -> the version that this was said of. */
  takesOver?: Readonly<Record<string, number>>;
  /** The result for several rows of one ID: errors (when absent), or one person of what all of them say. */
  repeats?: "merge";
};
