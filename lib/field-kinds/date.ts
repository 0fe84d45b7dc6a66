import { tz } from "@date-fns/tz";
import { format } from "date-fns";
import { AppError } from "@/lib/errors";
import type { CellReading, FieldKind } from "@/lib/field-kinds/kind";
import { EMPTINESS } from "@/lib/field-kinds/wording";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { ProfileField } from "@/lib/model/field";
import type { DateReading } from "@/lib/model/mapping";
import { dateParser } from "@/lib/values/date";

/** As a file's: ISO. */
const parseDate = dateParser(undefined);
const DAYS = ["1984-01-23", "2001-12-31"] as const;

export const date = {
  label: "Date",
  hint: "A day, such as a birthdate. Files write it as 1984-01-23.",
  stored: "text",
  cellParser: (field, reading) => {
    const parse = parserOf(field, reading);
    return (text) => parse(text) ?? undefined;
  },
  parseInput: (_, [text]) => {
    const value = parseDate(text);
    return value === null ? { ok: false, message: "Enter a day, such as 1984-01-23." } : { ok: true, value };
  },
  formValue: (_, value) => String(value ?? ""),
  show: (_, value) => [String(value)],
  example: (_, at, { dateFormat }) => {
    const day = DAYS[at] ?? DAYS[0];
    return dateFormat ? format(new Date(`${day}T00:00:00Z`), dateFormat, { in: tz("UTC") }) : day;
  },
  operators: {
    on: { label: "is on", words: ([date]) => `is on ${date}` },
    before: { label: "is before", words: ([date]) => `is before ${date}` },
    after: { label: "is after", words: ([date]) => `is after ${date}` },
    ...EMPTINESS,
  },
  filter: {
    by: "range",
    input: "date",
    hint: "Enter days, such as 1984-01-23.",
    parse: parseDate,
    from: (fieldId, date) => [
      { on: "field", fieldId, op: "on", date },
      { on: "field", fieldId, op: "after", date },
    ],
    to: (fieldId, date) => [
      { on: "field", fieldId, op: "on", date },
      { on: "field", fieldId, op: "before", date },
    ],
  },
  guesses: [
    { rank: 20, guess },
    { rank: 40, guess: guessMixed },
  ],
  reading: {
    keys: ["dateFormat", "moreDateFormats", "yearPivot", "neverFuture", "serialDates"],
    usual: { neverFuture: false },
    describe,
    check: ({ dateFormat, moreDateFormats = [] }, header) => {
      for (const pattern of [dateFormat, ...moreDateFormats]) checkFormat(pattern, header);
    },
  },
} as const satisfies FieldKind;

const REMEDY = "Write it like dd.MM.yyyy: dd is the day, MM the month, yyyy the year.";

function parserOf({ label }: ProfileField, reading: CellReading) {
  try {
    return dateParser(reading, reading.today);
  } catch (cause) {
    const formats = [reading.dateFormat ?? "", ...(reading.moreDateFormats ?? [])].filter(Boolean);
    const message = `The date format "${formats.join('" or "')}" of ${label} can't be used.`;
    throw new AppError("invalid_input", message, { cause, remedy: REMEDY });
  }
}

function checkFormat(dateFormat: string | undefined, header: string): void {
  try {
    dateParser(dateFormat);
  } catch (cause) {
    const message = `The date format of the column "${header}" can't be used.`;
    throw new AppError("invalid_input", message, { cause, remedy: REMEDY });
  }
}

function describe({ dateFormat, moreDateFormats = [], ...reading }: DateReading): string[] {
  const { yearPivot, neverFuture, serialDates } = reading;
  const formats = [...(dateFormat ? [dateFormat] : []), ...moreDateFormats];
  return [
    ...(formats.length > 0 ? [formats.join(" or ")] : []),
    ...(serialDates ? [`Excel dates from ${serialDates}`] : []),
    ...(yearPivot === undefined ? [] : [`years up to ${String(yearPivot).padStart(2, "0")} are 20xx`]),
    ...(neverFuture ? ["never in the future"] : []),
  ];
}

function guess({ dates, samples }: ColumnStats) {
  const [fitting, ...others] = dates.filter(({ misfit }) => misfit === null);
  if (!fitting) return null;
  const other = others.find(({ format }) => format === swapped(fitting.format));
  const doubt = other ? ` It could be ${other.format} too: check it.` : "";
  const short = hasShortYear(fitting.format) ? " Years have two digits: up to 49 they are 20xx." : "";
  return {
    why: `Every value is a day, such as ${samples[0]}.${short}${doubt}`,
    options: [],
    ...unlessIso(fitting.format),
    ...(other ? { dateChoices: [fitting.format, other.format] } : {}),
  };
}

/** With day and month in each other's place. */
function swapped(format: string): string {
  return format.replace(/dd|MM/g, (part) => (part === "dd" ? "MM" : "dd"));
}

function hasShortYear(format: string): boolean {
  return /(?<!y)yy(?!y)/.test(format);
}

function unlessIso(format: string) {
  return format === "yyyy-MM-dd" ? {} : { dateFormat: format };
}

const MIXED_MAX = 4;

/** Days in several ways, unless what comes first is the day in one of them and the month in another. */
function guessMixed({ mixedDates }: ColumnStats) {
  const formats = mixedDates ?? [];
  const isTwofold = formats.some((format) => format.startsWith("MM/dd"));
  if (formats.length === 0 || formats.length > MIXED_MAX || isTwofold) return null;
  const [first = "", ...others] = formats;
  return {
    why: `Every value is a day, written in ${formats.length} ways: ${formats.join(", ")}.`,
    options: [],
    ...unlessIso(first),
    moreDateFormats: others,
  };
}
