import { distinct } from "@/lib/field-kinds/guess";
import type { FieldKind } from "@/lib/field-kinds/kind";
import { enteredOptions, isOptionOf, labelsOf, optionFilter, optionFinder } from "@/lib/field-kinds/options";
import { EMPTINESS, either } from "@/lib/field-kinds/wording";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { ColumnStats } from "@/lib/model/column-stats";

export const singleChoice = {
  label: "Single choice",
  hint: "One of the options below, such as a region.",
  stored: "option",
  cellParser: optionFinder,
  parseInput: (field, texts) => {
    const entered = enteredOptions(field, texts);
    if (!entered.ok) return entered;
    const [only, ...others] = entered.ids;
    return only !== undefined && others.length === 0
      ? { ok: true, value: only }
      : { ok: false, message: "Choose one option." };
  },
  formValue: (field, value) => (typeof value === "number" && isOptionOf(field, value) ? String(value) : ""),
  show: (field, value) => labelsOf(field, [Number(value)]),
  example: ({ options }, at) => (options[at] ?? options[0])?.label ?? "",
  operators: {
    is_any_of: { label: "is any of", words: (names) => `is ${either(names)}` },
    is_none_of: { label: "is none of", words: (names) => `is not ${either(names)}` },
    ...EMPTINESS,
  },
  filter: optionFilter,
  guesses: [{ rank: 70, guess }],
} as const satisfies FieldKind;

const CELLS_MIN = 4;
const SHARE_MAX = 0.6;

/** Few different values in many rows. */
function guess({ values, filled }: ColumnStats) {
  const options = distinct(values ?? []);
  if (options.length === 0 || filled < CELLS_MIN || options.length > filled * SHARE_MAX) return null;
  return {
    why: `Only ${plural(options.length, "different value")} in ${formatNumber(filled)} rows.`,
    options,
  };
}
