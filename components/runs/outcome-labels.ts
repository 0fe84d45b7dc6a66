import { unreachable } from "@/lib/errors";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { Counts } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";

/** "12 created, 3 updated, 1 removed"; "No changes" if all are zero. */
export function countsLabel(counts: Counts): string {
  const parts = [
    [counts.created, "created"],
    [counts.updated, "updated"],
    [counts.restored, "restored"],
    [counts.removed, "removed"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatNumber(count)} ${word}`);
  return said.join(", ") || "No changes";
}

/** "156 removals not applied": what was decided against; null for nothing. */
export function discardedLabel({ discarded = 0, discardedRemovals = 0 }: Counts): string | null {
  if (discarded === 0) return null;
  if (discardedRemovals === 0) return `${plural(discarded, "change")} not applied`;
  const others = discarded - discardedRemovals;
  const removals = plural(discardedRemovals, "removal");
  return others > 0
    ? `${removals} and ${plural(others, "other change")} not applied`
    : `${removals} not applied`;
}

/** How a run ended, for a toast. Null while it has not. */
export function endLabel(
  state: RunState,
  counts: Counts | null,
  isUndo = false,
): { tone: "success" | "warning" | "error" | "info"; title: string; description?: string } | null {
  const description = counts
    ? [countsLabel(counts), discardedLabel(counts)].filter(Boolean).join("; ")
    : undefined;
  switch (state) {
    case "queued":
    case "running":
      return null;
    case "succeeded":
      return { tone: "success", title: isUndo ? "Run undone" : "Sync finished", description };
    case "succeeded_with_issues":
      return {
        tone: "warning",
        title: isUndo ? "Run partially undone" : "Sync finished with issues",
        description,
      };
    case "no_change":
      return {
        tone: "success",
        title: isUndo ? "Nothing to undo" : "Sync finished: no changes",
      };
    case "held":
      return counts !== null && planned(counts) === 0
        ? {
            tone: "warning",
            title: "The file needs your attention",
            description: "No change would be applied.",
          }
        : { tone: "info", title: "Changes are ready for review" };
    case "failed":
      return {
        tone: "error",
        title: isUndo ? "Undo failed" : "Sync failed",
        description: "Nothing was changed.",
      };
    case "cancelled":
    case "superseded":
    case "undone":
      return { tone: "info", title: "Run ended", description: "Nothing was changed." };
    default:
      return unreachable(state);
  }
}

function planned({ created, updated, restored, removed }: Counts): number {
  return created + updated + restored + removed;
}
