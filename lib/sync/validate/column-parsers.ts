import type { FieldType, FieldValue, IssueCode, ProfileField } from "@/lib/sync/types";
import { type DateParser, dateParser } from "@/lib/sync/validate/date";
import { TEXT_CHARS_MAX } from "@/lib/sync/validate/limits";
import { parseNumber } from "@/lib/sync/validate/number";
import { hasControls, shown, valuesOf } from "@/lib/sync/validate/text";

/** What is wrong with a cell; the rest of the issue is known where the row is. */
export type Fault = { code: IssueCode; message: string; value: string };

/**
 * A trimmed cell that is not blank -> the value to store; `undefined` leaves the field as it was, null means that the
 * cell is blank after all (separators only). Adds to `faults`.
 * `isCareful`: the row is known to hold a control character somewhere, so look for them.
 */
export type ColumnParser = (cell: string, faults: Fault[], isCareful: boolean) => FieldValue | undefined;

export type ColumnSettings = { separator?: string | undefined; dateFormat?: string | undefined };

/** One for each field type: the place to add a type. */
const PARSERS: Readonly<Record<FieldType, (field: ProfileField, settings: ColumnSettings) => ColumnParser>> =
  {
    text: (field, { separator }) => {
      const one = single(field, separator, (text) => {
        const spaced = text.replaceAll("\t", " ");
        return spaced.length > TEXT_CHARS_MAX || hasControls(spaced) ? undefined : spaced;
      });
      return (cell, faults, isCareful) =>
        isCareful || separator !== undefined || cell.length > TEXT_CHARS_MAX ? one(cell, faults) : cell;
    },
    number: (field, { separator }) => single(field, separator, (text) => parseNumber(text) ?? undefined),
    date: (field, { separator, dateFormat }) => {
      const parse: DateParser = dateParser(dateFormat);
      return single(field, separator, (text) => parse(text) ?? undefined);
    },
    single_choice: (field, { separator }) => {
      const find = optionFinder(field);
      return single(field, separator, find, unknownOption);
    },
    multiple_choice: (field, { separator }) => multiple(field, separator),
  };

export function columnParser(field: ProfileField, settings: ColumnSettings): ColumnParser {
  return PARSERS[field.type](field, settings);
}

/** For fields of one value: several different ones leave the field as it was, and so does one that can't be read. */
function single<T extends FieldValue>(
  field: ProfileField,
  separator: string | undefined,
  parse: (text: string) => T | undefined,
  fault: (field: ProfileField, value: string) => Fault = invalidValue,
) {
  return (cell: string, faults: Fault[]): T | undefined => {
    const value = parse(cell);
    if (value !== undefined && (separator === undefined || !cell.includes(separator))) return value;
    const values = valuesOf(cell, separator);
    const [only = cell] = values;
    if (values.length > 1) {
      const message = `Multiple values for field: ${field.label}`;
      faults.push({ code: "multiple_values", message, value: shown(cell) });
      return undefined;
    }
    const again = parse(only);
    if (again === undefined) faults.push(fault(field, only));
    return again;
  };
}

/**
 * The known values are set, each unknown one is a warning: what the file no longer names must go even when another
 * value beside it is misspelt, as lists decide who sees what. With no known value the field is left as it was.
 */
function multiple(field: ProfileField, separator: string | undefined): ColumnParser {
  const find = optionFinder(field);
  const order = field.options.map((option) => option.id);
  const seen = new Map<string, { ids: readonly number[] | null | undefined; faults: readonly Fault[] }>();

  return (cell, faults) => {
    let known = seen.get(cell);
    if (!known) {
      known = read(cell);
      // Departments repeat. Cleared when full, so that hostile files stay within bounds.
      if (seen.size >= SEEN_MAX) seen.clear();
      if (cell.length <= SEEN_CHARS_MAX) seen.set(cell, known);
    }
    faults.push(...known.faults);
    return known.ids;
  };

  function read(cell: string) {
    const values = valuesOf(cell, separator);
    if (values.length === 0) return { ids: null, faults: [] };
    const faults: Fault[] = [];
    const chosen = new Set<number>();
    for (const value of values) {
      const id = find(value);
      if (id !== undefined) chosen.add(id);
      else if (faults.length < FAULTS_MAX) faults.push(unknownOption(field, value));
    }
    return { ids: chosen.size > 0 ? order.filter((id) => chosen.has(id)) : undefined, faults };
  }
}

/** Of one cell: a cell of a megabyte must not fill the report. */
const FAULTS_MAX = 100;
const SEEN_MAX = 5_000;
const SEEN_CHARS_MAX = 1_000;

/** By exact label; letters that are composed differently ("é" in files of a Mac) are the same. */
function optionFinder({ options }: ProfileField): (label: string) => number | undefined {
  const byLabel = new Map(options.map((option) => [option.label.normalize("NFC"), option.id]));
  return (label) => byLabel.get(label) ?? byLabel.get(label.normalize("NFC"));
}

function unknownOption(_field: ProfileField, value: string): Fault {
  const cut = shown(value);
  return { code: "option_unknown", message: `Unknown profile field value: ${cut}`, value: cut };
}

function invalidValue(field: ProfileField, value: string): Fault {
  const cut = shown(value);
  return { code: "value_invalid", message: `Invalid value for field ${field.label}: ${cut}`, value: cut };
}
