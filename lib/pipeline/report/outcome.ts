import type { Counts } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";

export const NO_COUNTS: Counts = {
  read: 0,
  created: 0,
  updated: 0,
  removed: 0,
  restored: 0,
  unchanged: 0,
  skipped: 0,
  errors: 0,
  warnings: 0,
};

/** How a finished run is summarized: what it changed and what was wrong. Never green without a row. */
export function outcomeOf(
  counts: Counts,
  stale: number,
): Extract<RunState, "succeeded" | "succeeded_with_issues" | "no_change"> {
  if (counts.errors > 0 || counts.warnings > 0 || stale > 0 || counts.read === 0)
    return "succeeded_with_issues";
  const changed = counts.created + counts.updated + counts.removed + counts.restored;
  return changed === 0 ? "no_change" : "succeeded";
}
