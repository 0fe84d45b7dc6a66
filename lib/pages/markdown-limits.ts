import { formatNumber } from "@/lib/format/number";

/** Marks such as `>` and `- ` at the start of one line: each is a level, and each level costs. */
const LEVELS_MAX = 24;
/** Marks in lines that belong together: what reads them compares each with those before it. */
const MARKS_MAX = 600;
const LINES_MAX = 2_000;
/** Short rows are filled up to the width of the header: 4.6 KB of text can be 600,000 cells. */
const CELLS_MAX = 2_000;

/**
 * What keeps a text from being read as Markdown in a moment; null for any that people write. Fifty thousand `>` in one
 * line took 100 s, and everyone else's requests wait so long: found by trying, see tests/unit/pages.
 */
export function markdownProblem(text: string): string | null {
  const lines = text.split("\n");
  if (lines.length > LINES_MAX) return `At most ${LINES_MAX} lines.`;
  for (const [index, line] of lines.entries()) {
    if (levelsOf(line) > LEVELS_MAX)
      return `Line ${index + 1} is nested more than ${LEVELS_MAX} levels deep.`;
  }
  for (const part of text.split(/\n[ \t]*\n/)) {
    const marks = part.match(/[*_~`[\]]/g)?.length ?? 0;
    if (marks > MARKS_MAX)
      return `More than ${MARKS_MAX} formatting characters without an empty line between them. Add an empty line.`;
    if (cellsOf(part) > CELLS_MAX)
      return `A table has more than ${formatNumber(CELLS_MAX)} cells, including those of short rows. Split it into several tables.`;
  }
  return null;
}

/** The cells of the largest table of a part: columns of its line of dashes times all lines that follow. */
function cellsOf(part: string): number {
  const lines = part.split("\n");
  const cells = lines.map((line, at) => {
    const isDashes = /^[>\s]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*[|:\-\s]*$/.test(line) && line.includes("|");
    return isDashes ? (line.match(/-+/g)?.length ?? 0) * (lines.length - at) : 0;
  });
  return Math.max(0, ...cells);
}

/** How many quotes and list items a line opens. A row of dashes is none. */
function levelsOf(line: string): number {
  const start = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))*/.exec(line)?.[0] ?? "";
  return start.match(/>|[-*+.)]/g)?.length ?? 0;
}
