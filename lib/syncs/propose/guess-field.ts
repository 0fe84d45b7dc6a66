import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { type ColumnParts, type ColumnStats, VALUES_MAX } from "@/lib/model/column-stats";
import type { FieldType } from "@/lib/model/field";
import { composed, sameText } from "@/lib/values/same-text";

/** What kind of field a column would make, and why. */
export type FieldGuess = {
  type: FieldType;
  why: string;
  /** What a choice of it would be among: all different values, in their order; none where there are too many. */
  options: string[];
  separator?: string;
  dateFormat?: string;
  /** Other formats that some cells have. */
  moreDateFormats?: string[];
  /** Words of the column that mean a blank cell. */
  blankWords?: string[];
  /** How the numbers are written, where that is not with a point. */
  decimal?: ",";
  thousands?: ".";
  /** Better left out: it is empty, or no field could take each of its cells. */
  leaveOut?: true;
};

const SEPARATOR_NAMES: Readonly<Record<ColumnParts["separator"], string>> = {
  "\n": "several lines",
  ";": "several values between semicolons",
  "|": "several values between vertical bars",
  ",": "several values between commas",
};
const CHOICE_CELLS_MIN = 4;
const CHOICE_SHARE_MAX = 0.6;

/** What a column's cells fit without a warning. Never more than a proposal: a person sees why, and chooses. */
export function guessField(column: ColumnStats): FieldGuess {
  const { why, ...guess } = guessOf(column);
  const { blankWords = [] } = column;
  const words =
    blankWords.length > 0 ? ` ${listed(blankWords)} ${blankWords.length > 1 ? "mean" : "means"} blank.` : "";
  const extent = column.isWhole || column.filled === 0 ? "" : " Only the first rows were seen.";
  return { ...guess, ...(blankWords.length > 0 ? { blankWords } : {}), why: `${why}${words}${extent}` };
}

function listed(words: readonly string[]): string {
  const [last = "", ...others] = words.map((word) => `“${word}”`).reverse();
  return others.length > 0 ? `${others.reverse().join(", ")} and ${last}` : last;
}

function guessOf(column: ColumnStats): FieldGuess {
  if (column.filled === 0) return { ...text(column, emptyWhy(column)), leaveOut: true };
  if (column.unfit !== null) {
    const why = `“${short(column.unfit)}” is too long, or has characters that can't be shown: no field takes it.`;
    return { ...text(column, why), leaveOut: true };
  }
  return (
    lines(column) ??
    date(column) ??
    number(column) ??
    mixedDate(column) ??
    nearly(column) ??
    separated(column) ??
    choice(column) ??
    plain(column)
  );
}

function emptyWhy({ isWhole }: ColumnStats): string {
  return isWhole ? "No row has a value in it." : "The first rows have no value in it.";
}

/** Only a multiple choice takes several lines, so there is nothing else to propose where its values are too many. */
function lines(column: ColumnStats): FieldGuess | null {
  if (!column.severalLines) return null;
  const part = column.parts.find(({ separator }) => separator === "\n");
  if (part?.values) return several(column, part);
  const why = `Cells have several lines, of more than ${VALUES_MAX} different or very long ones: too many for a multiple choice, and a text has one.`;
  return { ...text(column, why), leaveOut: true };
}

function date({ dates, samples }: ColumnStats): FieldGuess | null {
  const [fitting, other] = dates.filter(({ misfit }) => misfit === null);
  if (!fitting) return null;
  const doubt = other ? ` It could be ${other.format} too: check it.` : "";
  const short = hasShortYear(fitting.format) ? " Years have two digits: up to 49 they are 20xx." : "";
  return {
    type: "date",
    why: `Every value is a day, such as ${samples[0]}.${short}${doubt}`,
    options: [],
    ...formatOf(fitting),
  };
}

function hasShortYear(format: string): boolean {
  return /(?<!y)yy(?!y)/.test(format);
}

const MIXED_MAX = 4;

/** Days in several ways, unless what comes first is the day in one of them and the month in another. */
function mixedDate({ mixedDates }: ColumnStats): FieldGuess | null {
  const formats = mixedDates ?? [];
  const isTwofold = formats.some((format) => format.startsWith("MM/dd"));
  if (formats.length === 0 || formats.length > MIXED_MAX || isTwofold) return null;
  const [first = "", ...others] = formats;
  return {
    type: "date",
    why: `Every value is a day, written in ${formats.length} ways: ${formats.join(", ")}.`,
    options: [],
    ...formatOf({ format: first }),
    moreDateFormats: others,
  };
}

function number(column: ColumnStats): FieldGuess | null {
  const { number, withZero, samples } = column;
  if (!number || number.misfit !== null) return withComma(column);
  if (withZero !== null)
    return text(column, `Digits, but ${withZero} begins with a zero that a number would lose.`);
  return { type: "number", why: `Every value is a number, such as ${samples[0]}.`, options: [] };
}

function withComma({ commaNumber, samples }: ColumnStats): FieldGuess | null {
  if (!commaNumber || commaNumber.misfit !== null) return null;
  const why = `Every value is a number with a decimal comma, such as ${samples[0]}.`;
  return {
    type: "number",
    why,
    options: [],
    decimal: ",",
    ...(commaNumber.isGrouped ? { thousands: "." } : {}),
  };
}

/** Nearly a day or a number: a text loses nothing, and who knows better chooses. */
function nearly(column: ColumnStats): FieldGuess | null {
  const [day] = column.dates;
  const misfit = day?.misfit ?? column.number?.misfit;
  if (!misfit) return null;
  const name = day ? "day" : "number";
  const why = `Nearly every value is a ${name}, but “${short(misfit)}” is none. As a ${day ? "date" : "number"}, such values are left out with a warning.`;
  return { ...text(column, why), ...(day ? formatOf(day) : {}) };
}

function formatOf({ format }: { format: string }) {
  return format === "yyyy-MM-dd" ? {} : { dateFormat: format };
}

function separated(column: ColumnStats): FieldGuess | null {
  const cells = column.values?.length ?? VALUES_MAX + 1;
  const part = column.parts.find(({ separator, cells: split, isMixed, values }) => {
    if (separator === "\n" || !values) return false;
    // Every cell of "Doe, John" has a comma too. Values are shared by cells, so that splitting leaves no more of them.
    if (separator === ",") return isMixed && values.length <= cells;
    return values.length <= cells || split * 2 >= cells;
  });
  return part ? several(column, part) : null;
}

function several({ values }: ColumnStats, { separator, cells, values: options }: ColumnParts): FieldGuess {
  const of = values ? ` of ${formatNumber(values.length)} different ones` : "";
  const why = `${plural(cells, "cell")}${of} ${cells === 1 ? "has" : "have"} ${SEPARATOR_NAMES[separator]}.`;
  return {
    ...{ type: "multiple_choice", why, options: distinct(options ?? []) },
    ...(separator === "\n" ? {} : { separator }),
  };
}

function choice(column: ColumnStats): FieldGuess | null {
  const options = distinct(column.values ?? []);
  if (options.length === 0 || column.filled < CHOICE_CELLS_MIN) return null;
  if (options.length > column.filled * CHOICE_SHARE_MAX) return null;
  const rows = `${formatNumber(column.filled)} rows`;
  return {
    type: "single_choice",
    why: `Only ${plural(options.length, "different value")} in ${rows}.`,
    options,
  };
}

function plain(column: ColumnStats): FieldGuess {
  if (column.filled === 1) return text(column, "One value is too few to tell more.");
  if (column.values) return text(column, "The values have nothing in common.");
  return text(column, `More than ${VALUES_MAX} different values, or very long ones: a text, not a choice.`);
}

function text({ values }: ColumnStats, why: string): FieldGuess {
  return { type: "text", why, options: distinct(values ?? []) };
}

function short(cell: string): string {
  return cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
}

/** One of each that a run would take for the same, as it was first written. */
function distinct(values: readonly string[]): string[] {
  const byForm = new Map<string, string>();
  for (const value of values) {
    const form = sameText(value);
    if (!byForm.has(form)) byForm.set(form, composed(value));
  }
  return [...byForm.values()];
}
