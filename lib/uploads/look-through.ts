import type { ColumnStats } from "@/lib/model/column-stats";
import type { ColumnTarget, ManagersTarget } from "@/lib/model/mapping";
import { nearMiss } from "@/lib/model/standard-columns";
import type { FileColumns } from "@/lib/pipeline/columns/read-columns";
import { mappedTarget } from "@/lib/syncs/describe-target";

type Known = {
  /** The last rows, when an earlier look has seen them. */
  last: string[][] | null;
  footerOf: (last: string[][]) => number;
};

type LookedThrough = Pick<FileColumns, "last" | "problem" | "rows"> & {
  columns: ColumnStats[];
  /** Rows at the end that are left out. */
  footerRows: number;
};

/** What all rows of a file have, without those at its end that are totals: it is read once more only if there are any. */
export async function lookThrough(
  read: (footerRows: number) => Promise<FileColumns>,
  { last: known, footerOf }: Known,
): Promise<LookedThrough> {
  const all = known ? null : await read(0);
  const last = known ?? all?.last ?? [];
  const footerRows = footerOf(last);
  const { columns, problem, rows } = all && footerRows === 0 ? all : await read(footerRows);
  return { footerRows, last, problem, rows, columns: columns.filter((column) => column !== null) };
}

type Columns = Readonly<Record<string, ColumnTarget>> | Readonly<Record<string, ManagersTarget>>;

/** What a row of totals begins with, in the languages of our customers. */
const TOTALS =
  /^(grand )?(totals?|sum|summe|gesamt(summe)?|insgesamt|zusammen|yhteensä|summa|kaikkiaan|totalt|i alt|totaal|totale|totaux|total général|suma|razem|итого|count|anzahl|antal|lukumäärä)(?!\p{L})/iu;

/**
 * How many rows at the end of a file look like totals: they name neither an ID nor an address, or their ID is a word such
 * as "Total". `last` are its last rows. A row with an address is always someone's.
 */
export function proposeFooter(
  header: readonly string[],
  last: readonly (readonly string[])[],
  columns: Columns,
): number {
  const kinds = header.map((name) => mappedTarget(columns, name)?.kind ?? nearMiss(name));
  const id = kinds.indexOf("id");
  if (id === -1) return 0;
  const isTotals = (row: readonly string[]) => {
    if (row.some((cell) => cell.includes("@"))) return false;
    const named = row[id]?.trim() ?? "";
    return named === "" || TOTALS.test(named);
  };
  const people = last.findLastIndex((row) => !isTotals(row));
  return people === -1 ? 0 : last.length - 1 - people;
}
