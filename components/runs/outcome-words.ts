import { formatNumber } from "@/lib/format/number";
import type { Counts, RunState } from "@/lib/model/run";

/** "12 created, 3 updated, 1 removed"; "nobody changed" when that is so. */
export function countsInWords(counts: Counts): string {
  const parts = [
    [counts.created, "created"],
    [counts.updated, "updated"],
    [counts.restored, "restored"],
    [counts.removed, "removed"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatNumber(count)} ${word}`);
  return said.join(", ") || "Nobody changed";
}

/** How a run ended, for a toast. Null while it has not. */
export function endInWords(
  state: RunState,
  counts: Counts | null,
  isUndo = false,
): { tone: "success" | "warning" | "error" | "info"; title: string; description?: string } | null {
  const description = counts ? countsInWords(counts) : undefined;
  switch (state) {
    case "queued":
    case "running":
      return null;
    case "succeeded":
      return { tone: "success", title: isUndo ? "The run is undone" : "Sync finished", description };
    case "succeeded_with_issues":
      return {
        tone: "warning",
        title: isUndo ? "The run is undone in part" : "Sync finished with issues",
        description,
      };
    case "no_change":
      return {
        tone: "success",
        title: isUndo ? "There was nothing to undo" : "Sync finished: nothing had changed",
      };
    case "held":
      return { tone: "info", title: "The plan is ready for you to look at" };
    case "failed":
      return {
        tone: "error",
        title: isUndo ? "The run could not be undone" : "The sync could not be done",
        description: "Nothing was changed.",
      };
    case "cancelled":
    case "superseded":
    case "undone":
      return { tone: "info", title: "The run has ended", description: "Nothing was changed." };
  }
}
