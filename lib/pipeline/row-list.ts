import { formatNumber } from "@/lib/format/number";

/** How many rows something is said of, and the first of them. */
export type RowList = { count: number; rows: readonly number[] };

export const NO_ROWS: RowList = { count: 0, rows: [] };

/** More numbers than anyone looks up. */
const ROWS_NAMED_MAX = 10;

/** Counts rows and remembers the first ones: a file may have a million of them. */
export function createRowList() {
  let count = 0;
  const rows: number[] = [];
  return {
    add(row: number): void {
      count += 1;
      if (rows.length < ROWS_NAMED_MAX) rows.push(row);
    },
    list: (): RowList => ({ count, rows: rows.toSorted((a, b) => a - b) }),
  };
}

/** `row 4`, `rows 4 and 9`, `rows 4, 9, 12 and 1,300 more`. */
export function nameRows({ count, rows }: RowList): string {
  if (count === 1) return `row ${rows[0]}`;
  const more = count - rows.length;
  const last = more > 0 ? `${formatNumber(more)} more` : rows.at(-1);
  const named = more > 0 ? rows : rows.slice(0, -1);
  return `rows ${named.join(", ")} and ${last}`;
}
