import type { FieldValue } from "@/lib/model/field";
import type { Issue } from "@/lib/model/issue";
import type { LineTarget, StandardTarget } from "@/lib/model/mapping";
import type { ColumnParser } from "@/lib/pipeline/validate/column-parsers";

export type FieldColumn = {
  index: number;
  header: string;
  /** The field's id as `Person.fields` has it. */
  key: string;
  keepsBlank: boolean;
  parse: ColumnParser;
  /** What several rows of one person say together; null for columns where the first one counts. */
  join: ((said: readonly (FieldValue | undefined)[]) => FieldValue | undefined) | null;
};

/** The teams that the person with this ID leads; null for none, undefined for those they lead already. */
export type Leads = (id: string) => FieldValue | undefined;

/** How the records of one file are to be validated. Made once per run. */
export type Prepared = {
  /** One for each column that nothing is known of. */
  warnings: Issue[];
  /** Headers of this file that fill something. */
  mappedHeaders: string[];
  /** Headers that the mapping names and this file lacks. */
  vanished: string[];
  /** Whether a column of this name would fill something that the mapping has given to no other column of this file. */
  wouldFill: (header: string) => boolean;
  /** Cells that a record must have. */
  width: number;
  /** Of a column that the file does not have, and need not: `width`. */
  standard: Readonly<Record<StandardTarget, number>>;
  /** Tells a word that means a blank cell there; null where none does. */
  blanks: Record<LineTarget, ((text: string) => boolean) | null>;
  headers: readonly string[];
  /** By field id, ascending. */
  fields: readonly FieldColumn[];
  /** Of these, and then of `leads` where there is one. */
  fieldKeys: readonly string[];
  leads: Leads | null;
  /** Which rows count; null for all of them. */
  filter: RowFilter | null;
};

export type RowFilter = {
  header: string;
  index: number;
  isWanted: (cell: string) => boolean;
  /** It is unknown whether the row counts: a look-up failed, which is no value of the export. */
  isUnreadable: (cell: string) => boolean;
};
