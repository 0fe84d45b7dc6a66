import { AppError } from "@/lib/errors";
import type { FieldKind } from "@/lib/field-kinds/kind";
import { EMPTINESS } from "@/lib/field-kinds/wording";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { NumberSigns } from "@/lib/model/mapping";
import { numberParser, parseNumber } from "@/lib/values/number";

export const number = {
  label: "Number",
  hint: "A whole or decimal number, such as a cost center or working hours.",
  stored: "text",
  cellParser: (_, reading) => {
    const parse = numberParser(reading);
    return (text) => parse(text) ?? undefined;
  },
  parseInput: (_, [text]) => {
    const value = parseNumber(text);
    return value === null
      ? { ok: false, message: "Enter a number, such as 1250 or -37.5." }
      : { ok: true, value };
  },
  formValue: (_, value) => String(value ?? ""),
  show: (_, value) => [String(value)],
  example: (_, at, { decimal = "." }) => (at === 0 ? "1250" : `37${decimal}5`),
  operators: {
    equals: { label: "equals", words: ([number]) => `is ${number}` },
    less: { label: "is less than", words: ([number]) => `is less than ${number}` },
    greater: { label: "is more than", words: ([number]) => `is more than ${number}` },
    ...EMPTINESS,
  },
  filter: {
    by: "range",
    input: "decimal",
    hint: "Enter numbers, such as 1250 or -37.5.",
    parse: parseNumber,
    from: (fieldId, number) => [
      { on: "field", fieldId, op: "equals", number },
      { on: "field", fieldId, op: "greater", number },
    ],
    to: (fieldId, number) => [
      { on: "field", fieldId, op: "equals", number },
      { on: "field", fieldId, op: "less", number },
    ],
  },
  guesses: [{ rank: 30, guess }],
  reading: {
    keys: ["decimal", "thousands"],
    usual: { decimal: "." },
    describe: ({ decimal = ".", thousands }) =>
      decimal === "." && thousands === undefined ? [] : [`numbers as 1${thousands ?? ""}234${decimal}5`],
    check: checkSigns,
  },
} as const satisfies FieldKind;

function guess({ number, commaNumber, groupedNumbers = [], samples }: ColumnStats) {
  if (number && number.misfit === null)
    return { why: `Every value is a number, such as ${samples[0]}.`, options: [] };
  if (commaNumber && commaNumber.misfit === null) {
    return {
      why: `Every value is a number with a decimal comma, such as ${samples[0]}.`,
      options: [],
      decimal: "," as const,
      ...(commaNumber.isGrouped ? { thousands: "." as const } : {}),
    };
  }
  const grouped = groupedNumbers.find(({ misfit, isSure }) => misfit === null && isSure);
  if (!grouped) return null;
  const { decimal, thousands } = grouped;
  const sample = samples.find((cell) => /[^\d.-]/.test(cell)) ?? samples[0];
  return {
    why: `Every value is a number with ${SIGNS[thousands]} between thousands, such as ${sample}.`,
    options: [],
    ...(decimal === "." ? {} : { decimal }),
    thousands,
  };
}

const SIGNS: Readonly<Record<NonNullable<NumberSigns["thousands"]>, string>> = {
  ".": "periods",
  ",": "commas",
  " ": "spaces",
  "'": "apostrophes",
};

function checkSigns({ decimal = ".", thousands }: NumberSigns, header: string): void {
  if (decimal !== thousands) return;
  const message = `The column "${header}" uses the same separator for decimals and for thousands.`;
  throw new AppError("invalid_input", message, { remedy: "Choose a different separator for one of them." });
}
