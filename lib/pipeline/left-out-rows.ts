import { plural } from "@/lib/format/plural";
import type { LeftOutRows } from "@/lib/model/file";
import { nameRows, type RowList } from "@/lib/pipeline/row-list";
import { shown } from "@/lib/values/text";

const ROWS_KEPT_MAX = 500;
const VALUES_KEPT_MAX = 50;
const VALUES_NAMED_MAX = 5;

/** Collects rows that do not count; what it holds does not grow with the file. */
export function collectLeftOut(header: string) {
  const rows: LeftOutRows["rows"] = [];
  const values = new Map<string, number>();
  let count = 0;

  return {
    add({ row, id, email, value }: LeftOutRows["rows"][number]): void {
      count += 1;
      const cut = shown(value);
      if (values.has(cut) || values.size < VALUES_KEPT_MAX) values.set(cut, (values.get(cut) ?? 0) + 1);
      if (rows.length < ROWS_KEPT_MAX) rows.push({ row, id: shown(id), email: shown(email), value: cut });
    },
    list: (): LeftOutRows => ({
      header: shown(header),
      count,
      values: [...values].map(([value, n]) => ({ value, count: n })).sort((a, b) => b.count - a.count),
      rows,
    }),
  };
}

/** What to report about them in one line. */
export function leftOutNote({ header, count, values }: LeftOutRows): string {
  const named = values.slice(0, VALUES_NAMED_MAX).map(({ value, count: n }) => `${spell(value)} (${n})`);
  const rest = count - values.slice(0, VALUES_NAMED_MAX).reduce((sum, { count: n }) => sum + n, 0);
  const others = rest > 0 ? `, others (${rest})` : "";
  return `Left out ${plural(count, "row")} because of ${header}: ${named.join(", ")}${others}.`;
}

/** Blank cells have a name too. */
export function spell(value: string): string {
  return value === "" ? "blank" : value;
}

/** Rows of a file that are nobody's: no errors, and nobody is missing because of them. */
type LeftOut = {
  /** Every cell is blank. */
  blank: RowList;
  /** Something is in them, but neither an ID nor an e-mail address. */
  nameless: RowList;
};

/** What a run reports about rows that it ignored, a sentence for each kind. */
export function leftOutNotes({ blank, nameless }: LeftOut, file = ""): string[] {
  return [
    ...(blank.count > 0 ? [`${ignored(blank)}${file} because every cell is blank: ${nameRows(blank)}.`] : []),
    ...(nameless.count > 0
      ? [`${ignored(nameless)}${file} without an ID and an e-mail address: ${nameRows(nameless)}.`]
      : []),
  ];
}

function ignored({ count }: RowList): string {
  return `Ignored ${plural(count, "row")}`;
}

/** Rows at the end that the file settings leave out. */
export function footerNotes(records: readonly { row: number }[], file = ""): string[] {
  if (records.length === 0) return [];
  const list = { count: records.length, rows: records.map(({ row }) => row) };
  return [`Left out at the end${file}, as set in the file settings: ${nameRows(list)}.`];
}
