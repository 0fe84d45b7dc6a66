import { distinct, type FieldGuess, short } from "@/lib/field-kinds/guess";
import { ALL_KINDS } from "@/lib/field-kinds/registry";
import type { ColumnStats } from "@/lib/model/column-stats";

const GUESSES = ALL_KINDS.flatMap(({ type, guesses }) =>
  guesses.map(({ rank, guess }) => ({ type, rank, guess })),
).sort((a, b) => a.rank - b.rank);

/** What a column's cells fit without a warning. Only ever a suggestion: a person sees why, and chooses. */
export function guessField(column: ColumnStats): FieldGuess {
  const { why, ...guess } = guessOf(column);
  const { blankWords = [] } = column;
  const words =
    blankWords.length > 0 ? ` ${listed(blankWords)} ${blankWords.length > 1 ? "mean" : "means"} blank.` : "";
  const extent = column.isWhole || column.filled === 0 ? "" : ` Only ${seenOf(column)} were read.`;
  return { ...guess, ...(blankWords.length > 0 ? { blankWords } : {}), why: `${why}${words}${extent}` };
}

/** What was read of a file that was not read whole. */
function seenOf({ isSampled = false }: ColumnStats): string {
  return isSampled ? "samples of the file" : "the first rows";
}

function listed(words: readonly string[]): string {
  const [last = "", ...others] = words.map((word) => `“${word}”`).reverse();
  return others.length > 0 ? `${others.reverse().join(", ")} and ${last}` : last;
}

function guessOf(column: ColumnStats): FieldGuess {
  const leaveOut = whyLeftOut(column);
  const options = distinct(column.values ?? []);
  if (leaveOut !== null) return { type: "text", why: leaveOut, options, leaveOut: true };
  if (column.filled === 0)
    return { type: "text", why: "The samples have no value in it; other rows may.", options };
  for (const { type, guess } of GUESSES) {
    const found = guess(column);
    if (found) return { type, ...found };
  }
  return { type: "text", why: "The values have nothing in common.", options };
}

function whyLeftOut(column: ColumnStats): string | null {
  const { filled, unfit, isWhole, isSampled = false } = column;
  // Elsewhere in the file there may be values, which would be lost.
  if (filled === 0 && isSampled) return null;
  if (filled === 0) return isWhole ? "No row has a value in it." : "The first rows have no value in it.";
  return unfit === null
    ? null
    : `“${short(unfit)}” is too long, or has characters that can't be shown: no field can store it.`;
}
