import { plural } from "@/lib/format/plural";
import type { LeftOutRows } from "@/lib/model/file";
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

/** What to tell of them in one line. */
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
