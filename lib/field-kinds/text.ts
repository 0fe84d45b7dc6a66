import { distinct, short } from "@/lib/field-kinds/guess";
import type { FieldKind } from "@/lib/field-kinds/kind";
import { EMPTINESS } from "@/lib/field-kinds/wording";
import { type ColumnStats, VALUES_MAX } from "@/lib/model/column-stats";
import { TEXT_CHARS_MAX } from "@/lib/model/limits";
import { composed } from "@/lib/values/same-text";
import { hasControls } from "@/lib/values/text";
import { isFormulaError } from "@/lib/values/unreadable-id";

export const text = {
  label: "Text",
  hint: "Any text, such as a job title.",
  stored: "text",
  cellParser: () => (text) => {
    const isStorable = text.length <= TEXT_CHARS_MAX && !hasControls(text.replaceAll("\t", " "));
    return isStorable && !isFormulaError(text) ? composed(text) : undefined;
  },
  quickParse: (cell) => (cell.length > TEXT_CHARS_MAX || cell.startsWith("#") ? undefined : composed(cell)),
  parseInput: (_, [text]) =>
    text.length > TEXT_CHARS_MAX
      ? { ok: false, message: "At most 10,000 characters." }
      : { ok: true, value: composed(text) },
  formValue: (_, value) => String(value ?? ""),
  show: (_, value) => [String(value)],
  example: (_, at) => (at === 0 ? "Example" : "Another example"),
  operators: {
    is: { label: "is", words: ([text]) => `is “${text}”` },
    is_not: { label: "is not", words: ([text]) => `is not “${text}”` },
    contains: { label: "contains", words: ([text]) => `contains “${text}”` },
    starts_with: { label: "starts with", words: ([text]) => `starts with “${text}”` },
    ...EMPTINESS,
  },
  filter: { by: "text" },
  guesses: [
    { rank: 11, guess: manyLines },
    { rank: 28, guess: leadingZeros },
    { rank: 29, guess: twoNumbers },
    { rank: 50, guess: nearly },
    { rank: 99, guess: plain },
  ],
} as const satisfies FieldKind;

function as({ values }: ColumnStats, why: string) {
  return { why, options: distinct(values ?? []) };
}

/** Nobody but a person knows whether 1,234 is more than a thousand: as a text nothing of it is lost. */
function twoNumbers(column: ColumnStats) {
  const { commaNumber, groupedNumbers = [], samples } = column;
  const isGrouped = groupedNumbers.some(({ misfit, thousands }) => misfit === null && thousands === ",");
  if (!isGrouped || !commaNumber || commaNumber.misfit !== null) return null;
  const cell = samples.find((sample) => sample.includes(",")) ?? "1,234";
  const [thousand, part] = [cell.replaceAll(",", ""), cell.replace(",", ".")];
  return as(column, `“${short(cell)}” can mean ${thousand} or ${part}, so the values are kept as text.`);
}

/** Only a multiple choice takes several lines, so there is nothing else to suggest where its values are too many. */
function manyLines(column: ColumnStats) {
  if (!column.severalLines) return null;
  const why = `Cells have several lines, of more than ${VALUES_MAX} different or very long ones: too many for a multiple choice, and a text field has a single line.`;
  return { ...as(column, why), leaveOut: true as const };
}

function leadingZeros(column: ColumnStats) {
  const { number, withZero } = column;
  if (!number || number.misfit !== null || withZero === null) return null;
  return as(column, `Digits, but ${withZero} begins with a zero that a number would lose.`);
}

/** Nearly a day or a number: a text loses nothing, and who knows better chooses. */
function nearly(column: ColumnStats) {
  const [day] = column.dates;
  const misfit = day?.misfit ?? column.number?.misfit;
  if (!misfit) return null;
  const name = day ? "day" : "number";
  const why = `Nearly every value is a ${name}, but “${short(misfit)}” is none. As a ${day ? "date" : "number"}, such values are left out with a warning.`;
  return { ...as(column, why), ...(day && day.format !== "yyyy-MM-dd" ? { dateFormat: day.format } : {}) };
}

function plain(column: ColumnStats) {
  if (column.filled === 1) return as(column, "One value is too few to suggest another type.");
  if (column.values) return as(column, "The values have nothing in common.");
  return as(column, `More than ${VALUES_MAX} different values, or very long ones: a text, not a choice.`);
}
