import type { Issue } from "@/lib/model/issue";
import { detached } from "@/lib/values/text";

/** More than anyone mends by hand; what is above is in the counts only. */
const SKIPPED_KEPT_MAX = 10_000;

/** Row of the file -> why nothing came of it. */
export type Reasons = ReadonlyMap<number, string>;

/**
 * Collects which rows are skipped, as they become known in any order, and keeps the first ones of the file. Memory
 * holds twice as many at most.
 */
export function openSkips(keptMax = SKIPPED_KEPT_MAX) {
  const reasons = new Map<number, string>();
  /** Rows from here on are not among the first. */
  let end = Number.POSITIVE_INFINITY;

  function prune(): void {
    const rows = [...reasons.keys()].sort((a, b) => a - b);
    for (const row of rows.slice(keptMax)) reasons.delete(row);
    end = rows[keptMax] ?? end;
  }

  return {
    add({ severity, row, message, file }: Issue): void {
      if (severity !== "error" || row === null || row >= end || file === "managers") return;
      const said = reasons.get(row);
      reasons.set(row, detached(said === undefined ? message : `${said}\n${message}`));
      if (reasons.size > 2 * keptMax) prune();
    },
    reasons(): Reasons {
      if (reasons.size > keptMax) prune();
      return reasons;
    },
  };
}
