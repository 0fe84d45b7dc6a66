import { plural } from "@/lib/format/plural";
import type { FieldType } from "@/lib/sync/types";
import { dateParser } from "@/lib/sync/validate/date";
import { parseNumber } from "@/lib/sync/validate/number";
import { trimCell, valuesOf } from "@/lib/sync/validate/text";

/** What kind of field a column would make, and why. Options are those found in the sample, in their order. */
export type FieldGuess = {
  type: FieldType;
  why: string;
  options: string[];
  separator?: string;
  dateFormat?: string;
};

/** In the order they are tried; of two that fit every value, the first is taken and the other one told. */
const DATE_FORMATS = [
  "yyyy-MM-dd",
  "dd.MM.yyyy",
  "dd/MM/yyyy",
  "MM/dd/yyyy",
  "yyyy/MM/dd",
  "dd-MM-yyyy",
  "yyyyMMdd",
  "yyyy-MM-dd HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm:ss",
] as const;
const SEPARATORS = [
  { sign: ";", name: "semicolons" },
  { sign: "|", name: "vertical bars" },
  { sign: ",", name: "commas" },
] as const;
const CHOICE_CHARS_MAX = 60;
const CHOICE_VALUES_MIN = 4;

/** Looks at some cells of a column. Never more than a proposal: a person sees why, and chooses. */
export function guessField(cells: readonly string[]): FieldGuess {
  const values = cells.map(trimCell).filter((value) => value !== "");
  if (cells.length === 0) return text("No row of it was seen yet.");
  if (values.length === 0) return text("The first rows have no value in it.");
  return (
    lines(values) ??
    date(values) ??
    number(values) ??
    separated(values) ??
    choice(values) ??
    plainText(values)
  );
}

function lines(values: readonly string[]): FieldGuess | null {
  const several = values.filter((value) => valuesOf(value, undefined).length > 1).length;
  if (several === 0) return null;
  const why = `${plural(several, "cell")} of ${values.length} ${several === 1 ? "has" : "have"} several lines.`;
  return {
    type: "multiple_choice",
    why,
    options: distinct(values.flatMap((one) => valuesOf(one, undefined))),
  };
}

function date(values: readonly string[]): FieldGuess | null {
  const fitting = DATE_FORMATS.filter((format) => values.every((value) => isDate(value, format)));
  const [format, other] = fitting;
  if (format === undefined) return null;
  const isIso = format === "yyyy-MM-dd";
  const doubt = other ? ` It could be ${other} too: check it.` : "";
  const why = `Every value is a day, such as ${values[0]}.${doubt}`;
  return { type: "date", why, options: [], ...(isIso ? {} : { dateFormat: format }) };
}

function isDate(value: string, format: string): boolean {
  // date-fns takes "5" for dd, and any eight digits could be a staff number unless they begin like a year.
  if (format === "yyyyMMdd" && !/^(19|20)\d{6}$/.test(value)) return false;
  return value.length >= 6 && dateParser(format)(value) !== null;
}

function number(values: readonly string[]): FieldGuess | null {
  if (!values.every((value) => parseNumber(value) !== null)) return null;
  const zeros = values.find((value) => /^-?0\d/.test(value));
  if (zeros !== undefined) return text(`Digits, but ${zeros} begins with a zero that a number would lose.`);
  return { type: "number", why: `Every value is a number, such as ${values[0]}.`, options: [] };
}

function separated(values: readonly string[]): FieldGuess | null {
  for (const { sign, name } of SEPARATORS) {
    const split = values.filter((value) => value.includes(sign));
    const parts = values.flatMap((value) => valuesOf(value, sign));
    const options = distinct(parts);
    const isShort = parts.every((part) => part.length <= CHOICE_CHARS_MAX);
    // "Doe, John" has commas too: there, a part has to come up again.
    const repeats = sign !== "," || options.length < parts.length;
    if (split.length * 2 < values.length || !isShort || !repeats) continue;
    const why = `${plural(split.length, "cell")} of ${values.length} ${split.length === 1 ? "has" : "have"} several values between ${name}.`;
    return { type: "multiple_choice", why, options, separator: sign };
  }
  return null;
}

function choice(values: readonly string[]): FieldGuess | null {
  const options = distinct(values);
  const isFew = options.length <= values.length * 0.6;
  if (values.length < CHOICE_VALUES_MIN || !isFew) return null;
  if (options.some((option) => option.length > CHOICE_CHARS_MAX)) return null;
  const why = `Only ${plural(options.length, "different value")} in ${values.length} rows.`;
  return { type: "single_choice", why, options };
}

function plainText(values: readonly string[]): FieldGuess {
  return text(
    values.length === 1 ? "One value is too few to tell more." : "The values have nothing in common.",
  );
}

function text(why: string): FieldGuess {
  return { type: "text", why, options: [] };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.normalize("NFC")))];
}
