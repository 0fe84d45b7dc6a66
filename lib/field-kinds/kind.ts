import type { FieldGuess } from "@/lib/field-kinds/guess";
import type { Wording } from "@/lib/field-kinds/wording";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { FieldValue, ProfileField } from "@/lib/model/field";
import type { FieldReading } from "@/lib/model/mapping";
import type { FieldCondition, FieldOperator } from "@/lib/model/rule";

/** What a mapping says of a column, and the day of the run (ISO). */
export type CellReading = FieldReading & { today?: string | undefined };

export type InputResult = { ok: true; value: FieldValue } | { ok: false; message: string };

/** All that is special about a type of profile fields. How it looks on a screen: `components/fields/kinds`. */
export type FieldKind = {
  label: string;
  /** What it is for, for someone who chooses a type. */
  hint: string;
  /** A user's value: text in one canonical form, the id of an option, or ids of several in option order. */
  stored: "text" | "option" | "options";
  /**
   * Reads one text of a cell, trimmed and not blank; undefined for what is no value. Blank cells, several values and
   * warnings are the pipeline's. Throws `invalid_input` for settings that nothing can be read by.
   */
  cellParser: (field: ProfileField, reading: CellReading) => (text: string) => FieldValue | undefined;
  /** The same in short, for a cell on one line that no setting is about; undefined takes the long way. */
  quickParse?: (cell: string) => string | undefined;
  /** What a person entered: one text or more, trimmed and not blank. */
  parseInput: (field: ProfileField, texts: readonly [string, ...string[]]) => InputResult;
  /** A value as a form holds it: text, or ids of options as text. */
  formValue: (field: ProfileField, value: FieldValue | undefined) => string | string[];
  /** A value in words: one text, the label of an option, or those of several. Options that are gone are left out. */
  show: (field: ProfileField, value: NonNullable<FieldValue>) => string[];
  /** A cell for the template, which `cellParser` reads. `at`: the row, from 0. */
  example: (field: ProfileField, at: number, reading: FieldReading) => string;
  /** How it is compared, in the order that is offered. */
  operators: { readonly [Op in FieldOperator]?: Wording };
  /** How a table of users is filtered by it, beside having a value or none. */
  filter: TextFilter | RangeFilter | ChoiceFilter;
  /** What cells must be like for a column to be proposed as this type. The lowest rank that fits wins, over all types. */
  guesses: readonly { rank: number; guess: (column: ColumnStats) => Guess | null }[];
  /** What a mapping may say of its columns; absent where there is nothing to say. */
  reading?: {
    keys: readonly (keyof FieldReading | "separator")[];
    /** What says nothing, and is not kept. */
    usual?: FieldReading;
    /** A few words for each setting that is not the usual one. */
    describe?: (reading: FieldReading) => string[];
    /** Throws `invalid_input` for settings that no file could be read by. */
    check?: (reading: FieldReading, header: string) => void;
  };
};

type TextFilter = { by: "text" };

/** From one value to another. `parse` gives null for what is no value; `hint` says what is. */
type RangeFilter = {
  by: "range";
  input: "decimal" | "date";
  hint: string;
  parse: (text: string) => string | null;
  from: (fieldId: number, value: string) => FieldCondition[];
  to: (fieldId: number, value: string) => FieldCondition[];
};

/** Among choices. `one`: they exclude each other. */
type ChoiceFilter = {
  by: "choices";
  one?: boolean;
  choices: (field: ProfileField) => { value: string; label: string }[];
  condition: (fieldId: number, values: readonly string[]) => FieldCondition;
};

type Guess = Omit<FieldGuess, "type">;
