import { unreachable } from "@/lib/errors";
import { isApplied, isWaitingForFile } from "@/lib/model/run-state";
import type { NightState } from "@/lib/overview/nights";
import type { RunSummary } from "@/lib/syncs/views";

export type Series = "created" | "updated" | "removed";
/** `sync` if the chart has runs of several syncs. */
export type Charted = RunSummary & { sync?: { name: string } };
/** What the chart shows of a run: how many users it changed, and how it ended, whatever the scale of the others. */
export type Point = Record<Series, number> & { id: string; total: number; state: NightState; run: Charted };

export function pointsOf(runs: readonly Charted[]): Point[] {
  return runs.map((run) => {
    const changes = changesOf(run);
    const total = changes.created + changes.updated + changes.removed;
    return { id: run.id, run, ...changes, total, state: stateOf(run, total) };
  });
}

function changesOf(run: RunSummary): Record<Series, number> {
  if (!run.counts || !isApplied(run.state)) return { created: 0, updated: 0, removed: 0 };
  const { created, restored, updated, removed } = run.counts;
  return { created: created + restored, updated, removed };
}

function stateOf(run: RunSummary, total: number): NightState {
  const { state } = run;
  switch (state) {
    case "queued":
    case "running":
      return "running";
    case "held":
      return "pending";
    case "succeeded":
      return total > 0 ? "changed" : "same";
    case "succeeded_with_issues":
      return "issues";
    case "no_change":
      return "same";
    case "failed":
      return isWaitingForFile(run) ? "waiting" : "failed";
    case "cancelled":
    case "superseded":
      return "dropped";
    case "undone":
      return "undone";
    default:
      return unreachable(state);
  }
}

/** A bar that is this many times as high as the next one leaves nothing to see of the others. */
const DWARFS = 5;

/**
 * Where the axis ends. `isCut`: few bars are so much higher than the others that they would leave nothing to see of them:
 * the axis ends above the others, and those bars are broken and say their number.
 */
export function axisOf(totals: readonly number[]): { top: number; isCut: boolean } {
  const sorted = totals.filter((total) => total > 0).toSorted((a, b) => b - a);
  const giantsMax = Math.floor(sorted.length / 4) || 1;
  let giants = 0;
  for (let count = 1; count <= giantsMax && count < sorted.length; count += 1) {
    if ((sorted[count - 1] ?? 0) > DWARFS * (sorted[count] ?? 0)) giants = count;
  }
  return { top: niceAbove(sorted[giants] ?? 0), isCut: giants > 0 };
}

/** 1, 2, 5, 10, 20, 50, … : the first that is not below. */
function niceAbove(value: number): number {
  let step = 1;
  for (;;) {
    for (const nice of [step, 2 * step, 5 * step]) if (nice >= value) return nice;
    step *= 10;
  }
}
