import type { ColumnTarget, ManagersTarget } from "@/lib/model/mapping";
import { targetKey } from "@/lib/syncs/check-mapping";

type Entry<T> = { header: string; target: T | null };

/**
 * The columns of a mapping once one of them has another target; null leaves it to its name. Where a column of the file
 * takes the place of one that the file no longer has, that one goes: nobody could fill the same twice.
 */
export function withColumn<T extends ColumnTarget | ManagersTarget>(
  columns: Readonly<Record<string, T>>,
  { header, target }: Entry<NoInfer<T>>,
  present: readonly string[],
): Record<string, T> {
  const others = Object.entries(columns).filter(([other, filled]) => {
    if (other === header) return target !== null;
    if (target === null || target.kind === "ignore" || !present.includes(header)) return true;
    return present.includes(other) || targetKey(filled) !== targetKey(target);
  });
  return { ...Object.fromEntries(others), ...(target === null ? {} : { [header]: target }) };
}
