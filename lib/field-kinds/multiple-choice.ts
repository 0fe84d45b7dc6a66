import { distinct } from "@/lib/field-kinds/guess";
import type { FieldKind } from "@/lib/field-kinds/kind";
import { enteredOptions, isOptionOf, labelsOf, optionFilter, optionFinder } from "@/lib/field-kinds/options";
import { both, EMPTINESS, either } from "@/lib/field-kinds/wording";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { type ColumnParts, type ColumnStats, VALUES_MAX } from "@/lib/model/column-stats";

export const multipleChoice = {
  label: "Multiple choice",
  hint: "Any number of the options below, such as departments.",
  stored: "options",
  cellParser: optionFinder,
  parseInput: (field, texts) => {
    const entered = enteredOptions(field, texts);
    return entered.ok ? { ok: true, value: entered.ids } : entered;
  },
  formValue: (field, value) =>
    Array.isArray(value) ? value.filter((id) => isOptionOf(field, id)).map(String) : [],
  show: (field, value) => labelsOf(field, [value].flat().map(Number)),
  example: ({ options }, at) =>
    options
      .slice(0, at === 0 ? 2 : 1)
      .map(({ label }) => label)
      .join("\n"),
  operators: {
    is_any_of: { label: "includes any of", words: (names) => `includes ${either(names)}` },
    is_all_of: { label: "includes all of", words: (names) => `includes ${both(names)}` },
    is_none_of: { label: "includes none of", words: (names) => `does not include ${either(names)}` },
    ...EMPTINESS,
  },
  filter: optionFilter,
  guesses: [
    { rank: 10, guess: guessLines },
    { rank: 60, guess: guessSeparated },
  ],
  reading: { keys: ["separator"] },
} as const satisfies FieldKind;

const SEPARATOR_NAMES: Readonly<Record<ColumnParts["separator"], string>> = {
  "\n": "several lines",
  ";": "several values between semicolons",
  "|": "several values between vertical bars",
  ",": "several values between commas",
};

/** Only a multiple choice takes several lines. */
function guessLines(column: ColumnStats) {
  const part = column.parts.find(({ separator }) => separator === "\n");
  return column.severalLines && part?.values ? several(column, part) : null;
}

function guessSeparated(column: ColumnStats) {
  const cells = column.values?.length ?? VALUES_MAX + 1;
  const part = column.parts.find(({ separator, cells: split, isMixed, values }) => {
    if (separator === "\n" || !values) return false;
    // Every cell of "Doe, John" has a comma too. Values are shared by cells, so that splitting leaves no more of them.
    if (separator === ",") return isMixed && values.length <= cells;
    return values.length <= cells || split * 2 >= cells;
  });
  return part ? several(column, part) : null;
}

function several({ values }: ColumnStats, { separator, cells, values: options }: ColumnParts) {
  const of = values ? ` of ${formatNumber(values.length)} different ones` : "";
  return {
    why: `${plural(cells, "cell")}${of} ${cells === 1 ? "has" : "have"} ${SEPARATOR_NAMES[separator]}.`,
    options: distinct(options ?? []),
    ...(separator === "\n" ? {} : { separator }),
  };
}
