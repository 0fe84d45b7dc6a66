import { AppError } from "@/lib/errors";
import { distinct } from "@/lib/field-kinds/guess";
import type { FieldKind } from "@/lib/field-kinds/kind";
import { EMPTINESS } from "@/lib/field-kinds/wording";
import type { ColumnStats } from "@/lib/model/column-stats";
import { nearText } from "@/lib/values/same-text";
import { ambiguousWord, yesNoParser } from "@/lib/values/yes-no";

const parse = yesNoParser();
const CHOICES = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

/** Stored as the text `yes` or `no`: fingerprints, plans, undo and history then treat it as they treat text. */
export const yesNo = {
  label: "Yes / No",
  hint: "Yes or no, such as works remotely. Files write it as yes or no, true or false, 1 or 0.",
  stored: "text",
  cellParser: (_, reading) => {
    const read = yesNoParser(reading);
    return (text) => read(text) ?? undefined;
  },
  parseInput: (_, [text]) => {
    const value = parse(text);
    return value === null ? { ok: false, message: "Choose Yes or No." } : { ok: true, value };
  },
  formValue: (_, value) => String(value ?? ""),
  show: (_, value) => [CHOICES.find((choice) => choice.value === value)?.label ?? String(value)],
  example: (_, at) => (at === 0 ? "Yes" : "No"),
  operators: {
    is_yes: { label: "is yes", words: () => "is yes" },
    is_no: { label: "is no", words: () => "is no" },
    ...EMPTINESS,
  },
  filter: {
    by: "choices",
    one: true,
    choices: () => [...CHOICES],
    condition: (fieldId, [value]) => ({ on: "field", fieldId, op: value === "yes" ? "is_yes" : "is_no" }),
  },
  guesses: [{ rank: 15, guess }],
  reading: {
    keys: ["yesWords", "noWords"],
    describe: ({ yesWords = [], noWords = [] }) => [
      ...(yesWords.length > 0 ? [`yes: ${yesWords.join(", ")}`] : []),
      ...(noWords.length > 0 ? [`no: ${noWords.join(", ")}`] : []),
    ],
    check: (reading, header) => {
      const word = ambiguousWord(reading);
      if (word === null) return;
      throw new AppError("invalid_input", `In the column "${header}", "${word}" means both yes and no.`, {
        remedy: "Remove it from one of the two lists. true, yes, 1 and false, no, 0 already have a meaning.",
      });
    },
  },
} as const satisfies FieldKind;

/** Words of other languages, and letters, that mean yes and no where both come up. */
const PAIRS: readonly { yes: string; no: string }[] = [
  { yes: "kyllä", no: "ei" },
  { yes: "ja", no: "nej" },
  { yes: "ja", no: "nei" },
  { yes: "ja", no: "nee" },
  { yes: "ja", no: "nein" },
  { yes: "oui", no: "non" },
  { yes: "y", no: "n" },
  { yes: "j", no: "n" },
  { yes: "k", no: "e" },
  { yes: "o", no: "n" },
];

/** Only words for yes and no. Digits alone are more likely numbers, unless there are both 0 and 1 and no other. */
function guess({ values, filled, samples }: ColumnStats) {
  if (!values || filled < 2) return null;
  const options = distinct(values);
  if (values.every((value) => parse(value) !== null)) {
    const isDigits = values.every((value) => /^[01]$/.test(value));
    if (isDigits && values.length < 2) return null;
    return { why: `Every value is yes or no, such as ${samples[0]}.`, options };
  }
  const words = new Set(values.map(nearText));
  const pair = PAIRS.find(({ yes, no }) => words.size === 2 && words.has(yes) && words.has(no));
  if (!pair) return null;
  const why = `Every value is ${values[0]} or ${values.find((value) => nearText(value) !== nearText(values[0] ?? ""))}: yes or no.`;
  return { why, options, yesWords: [pair.yes], noWords: [pair.no] };
}
