import type { Breakdown, Figure } from "./bench";

/** One object, keys as the figures have them. */
export function jsonOf(figures: readonly Figure[]): string {
  return JSON.stringify(Object.fromEntries(figures.map(({ key, value }) => [key, rounded(value)])));
}

/** For people: figure, goal, reached or not; then what the measurements are made of. */
export function table(rows: number, figures: readonly Figure[], breakdowns: readonly Breakdown[]): string {
  const lines = figures.map((figure) => {
    const { key, value, what } = figure;
    return [key.padEnd(24), String(rounded(value)).padStart(9), ...goalOf(figure), what].join("  ");
  });
  const parts = breakdowns.map(({ title, phases }) => {
    const each = Object.entries(phases).map(([name, ms]) => `${name} ${Math.round(ms)} ms`);
    return `${title.padEnd(24)}  ${each.join(", ")}`;
  });
  return ["", `${rows} rows, ${new Date().toISOString().slice(0, 10)}`, "", ...lines, "", ...parts].join(
    "\n",
  );
}

function goalOf({ value, goal }: Figure): string[] {
  if (!goal) return ["".padStart(8), "        "];
  const reached = "most" in goal ? value <= goal.most : value >= goal.least;
  return [
    ("most" in goal ? `<= ${goal.most}` : `>= ${goal.least}`).padStart(8),
    reached ? "reached " : "MISSED  ",
  ];
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
