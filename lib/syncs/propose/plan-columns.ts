import type { FieldGuess } from "@/lib/field-kinds/guess";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";
import { guessField } from "@/lib/syncs/propose/guess-field";
import type { NearTarget } from "@/lib/syncs/propose/near-target";
import { dateParser } from "@/lib/values/date";

/** What is proposed to become of a column of a file, all of them together. */
export type ColumnPlan = {
  header: string;
  stats: ColumnStats;
  as: "kept" | "near" | "field" | "ignore";
  /** What it fills already; null for what the proposal is about. */
  kept: string | null;
  near: NearTarget | null;
  /** The field that it would make. */
  guess: FieldGuess;
};

/**
 * A proposal for each column that a run could take: nothing is filled twice. What someone has chosen, or a name says, is kept.
 * Without `canCreate` columns that nothing is known of are ignored.
 */
export function planColumns(
  columns: readonly ProposedColumn[],
  { canCreate }: { canCreate: boolean },
): ColumnPlan[] {
  const used = new Set<string>();
  const order = dayOrder(columns.map(({ stats }) => stats));
  return columns.map(({ header, stats, how, fills, near, guess: known, clash }) => {
    const guess = withDayOrder(known ?? guessField(stats), order);
    const plan = { header, stats, near, guess, kept: null };
    if (how !== "unknown" && (clash === null || !used.has(fills ?? ""))) {
      if (fills !== null) used.add(fills);
      return { ...plan, as: "kept", kept: fills ?? "Ignored" };
    }
    if (how !== "unknown") return { ...plan, as: "ignore" };
    if (near && !used.has(near.label)) {
      used.add(near.label);
      return { ...plan, as: "near" };
    }
    return { ...plan, near: null, as: canCreate && !guess.leaveOut ? "field" : "ignore" };
  });
}

/** Whether the day or the month comes first, where some column of the file leaves no doubt. */
function dayOrder(columns: readonly ColumnStats[]): "dd" | "MM" | null {
  const sure = columns.flatMap(({ dates }) => {
    const fitting = dates.filter(({ misfit, format }) => misfit === null && /^(dd|MM)\//.test(format));
    const firsts = new Set(fitting.map(({ format }) => format.slice(0, 2)));
    return firsts.size === 1 ? [...firsts] : [];
  });
  const [first] = sure;
  return (first === "dd" || first === "MM") && sure.every((other) => other === first) ? first : null;
}

function withDayOrder(guess: FieldGuess, order: "dd" | "MM" | null): FieldGuess {
  const { dateChoices, ...rest } = guess;
  const format = dateChoices?.find((choice) => order !== null && choice.startsWith(order));
  if (format === undefined) return guess;
  const first = order === "dd" ? "day" : "month";
  const why = `Every value is a day. The ${first} comes first, as in another column of the file.`;
  return { ...rest, dateFormat: format, why };
}

/**
 * A cell that reads two ways, and both days: "3 April 2026" and "4 March 2026". Where not all cells are known and none of
 * those that are tells the two apart, the cell is made up. Null when every cell is the same day both ways.
 */
export function dateQuestion(
  { samples, values }: Pick<ColumnStats, "samples" | "values">,
  { dateChoices = [] }: Pick<FieldGuess, "dateChoices">,
): { cell: string; choices: { format: string; day: string }[] } | null {
  const cells = values ?? [...samples, ...dateChoices.slice(0, 1).map(thirdOfApril)];
  for (const cell of cells) {
    const choices = dateChoices.flatMap((format) => {
      const day = dateParser(format)(cell);
      return day === null ? [] : [{ format, day: inWords(day) }];
    });
    if (new Set(choices.map(({ day }) => day)).size > 1) return { cell, choices };
  }
  return null;
}

/** 3 April 2026 as a format writes it: "03/04/2026". */
function thirdOfApril(format: string): string {
  return format.replace(/d+/, "03").replace(/M+/, "04").replace("yyyy", "2026").replace("yy", "26");
}

const WORDS = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

function inWords(day: string): string {
  return WORDS.format(new Date(`${day}T00:00:00Z`));
}
