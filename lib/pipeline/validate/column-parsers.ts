import type { CellReading } from "@/lib/field-kinds/kind";
import { inOptionOrder, nearFinder, optionFinder } from "@/lib/field-kinds/options";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import type { FieldValue, ProfileField } from "@/lib/model/field";
import type { BlankWords } from "@/lib/model/mapping";
import type { Otherwise } from "@/lib/pipeline/validate/additions";
import { type Fault, invalidValue, unknownValue } from "@/lib/pipeline/validate/issue";
import { nearText, sameText } from "@/lib/values/same-text";
import { cut, trimText, valuesOf } from "@/lib/values/text";

type Reading = BlankWords & { aliases?: Readonly<Record<string, string>> | undefined };

/** What a text of the file is to be read as, "" for a word that means blank; null for a column without either. */
export function textReader({ aliases = {}, blankWords }: Reading): ((text: string) => string) | null {
  const isBlank = blankReader(blankWords);
  const byText = new Map(Object.entries(aliases).map(([text, as]) => [sameText(text), trimText(as)]));
  if (byText.size === 0 && !isBlank) return null;
  return (text) => byText.get(sameText(text)) ?? (isBlank?.(text) ? "" : text);
}

/** Tells words that mean a blank cell, in any letter case; null where there are none. */
export function blankReader(words: readonly string[] = []): ((text: string) => boolean) | null {
  if (words.length === 0) return null;
  const blank = new Set(words.map(nearText));
  return (text) => blank.has(nearText(text));
}

/**
 * A trimmed cell that is not blank -> the value to store; `undefined` leaves the field as it was, null means that the
 * cell is blank after all (separators only). Adds to `faults`.
 * `isCareful`: the row is known to hold a control character somewhere, so look for them.
 */
export type ColumnParser = (cell: string, faults: Fault[], isCareful: boolean) => FieldValue | undefined;

type ColumnSettings = CellReading &
  BlankWords & {
    separator?: string | undefined;
    aliases?: Readonly<Record<string, string>> | undefined;
  };

/** `otherwise`: the result for a value that no option has; a warning unless said otherwise. */
export function columnParser(
  field: ProfileField,
  settings: ColumnSettings,
  otherwise: Otherwise = told(field),
): ColumnParser {
  const kind = FIELD_KINDS[field.type];
  if (kind.stored === "options") return multiple(field, settings, otherwise);
  const parse = kind.cellParser(field, settings);
  const other = kind.stored === "option" ? otherwise : (value: string) => invalidValue(field, value);
  const one = single(field, settings, parse, other);
  const quick = kind.quickParse;
  if (!quick || settings.separator !== undefined || textReader(settings) !== null) return one;
  return (cell, faults, isCareful) => (isCareful ? undefined : quick(cell)) ?? one(cell, faults);
}

function told(field: ProfileField): Otherwise {
  const near = nearFinder(field);
  return (value) => unknownValue(field, value, near(value));
}

/** For fields of one value: several different ones leave the field as it was, and so does one that can't be read. */
function single(
  field: ProfileField,
  { separator, ...settings }: ColumnSettings,
  parse: (text: string) => FieldValue | undefined,
  otherwise: Otherwise,
) {
  const readAs = textReader(settings);
  return (cell: string, faults: Fault[]): FieldValue | undefined => {
    const read = readAs ? readAs(cell) : cell;
    if (read === "" && cell !== "") return null;
    const value = parse(read);
    if (value !== undefined && (separator === undefined || !cell.includes(separator))) return value;
    const values = valuesOf(cell, separator);
    const [first] = values;
    if (first === undefined) return null;
    if (values.length > 1) {
      const message = `Multiple values for field: ${field.label}`;
      faults.push({ code: "multiple_values", message, value: cut(cell) });
      return undefined;
    }
    const only = readAs ? readAs(first) : first;
    if (only === "" && readAs) return null;
    const again = parse(only);
    if (again !== undefined) return again;
    const other = otherwise(only);
    if (!isFault(other)) return other ?? undefined;
    faults.push(other);
    return undefined;
  };
}

function isFault(value: FieldValue | Fault): value is Fault {
  return typeof value === "object" && value !== null && "code" in value;
}

/**
 * The known values are set, each unknown one is a warning: what the file no longer names must go even when another
 * value beside it is misspelt, as lists decide who sees what. With no known value the field is left as it was.
 */
function multiple(
  field: ProfileField,
  { separator, ...settings }: ColumnSettings,
  otherwise: Otherwise,
): ColumnParser {
  const find = optionFinder(field);
  const sorted = inOptionOrder(field);
  const readAs = textReader(settings);
  const seen = new Map<string, { ids: readonly number[] | null | undefined; faults: readonly Fault[] }>();

  return (cell, faults) => {
    let known = seen.get(cell);
    if (!known) {
      known = read(cell);
      // Departments repeat. Cleared when full, so that hostile files stay within bounds.
      if (seen.size >= SEEN_MAX) seen.clear();
      if (cell.length <= SEEN_CHARS_MAX && !known.faults.some(isToldOnce)) seen.set(cell, known);
    }
    faults.push(...known.faults);
    return known.ids;
  };

  function read(cell: string) {
    const texts = valuesOf(cell, separator);
    const values = readAs ? texts.map(readAs).filter((text) => text !== "") : texts;
    if (values.length === 0) return { ids: null, faults: [] };
    const faults: Fault[] = [];
    const chosen = new Set<number>();
    for (const value of values) {
      const found = find(value) ?? otherwise(value);
      if (typeof found === "number") chosen.add(found);
      else if (found && (faults.length < FAULTS_MAX || isToldOnce(found))) faults.push(found);
    }
    return { ids: chosen.size > 0 ? sorted(chosen) : undefined, faults };
  }
}

/** Reported once per run, so not again for every row with the same cell. */
function isToldOnce({ code }: Fault): boolean {
  return code === "options_too_many";
}

/** Of one cell: a cell of a megabyte must not fill the report. */
const FAULTS_MAX = 100;
const SEEN_MAX = 5_000;
const SEEN_CHARS_MAX = 1_000;
