import { formatDay } from "@/lib/format/time";
import { isApplied, isWaitingForFile } from "@/lib/model/run-state";
import type { RunSummary } from "@/lib/syncs/views";

export type Series = "created" | "updated" | "removed" | "failed" | "held" | "other";
/** `sync` if the chart has runs of several syncs. */
export type Charted = RunSummary & { sync?: { name: string } };
export type Point = Record<Series, number> & { id: string; day: string; run: Charted };

/** The height of the axis while no run has changed any user. */
export const AXIS_OF_NOTHING = 10;

/** What the chart shows of each run. */
export function pointsOf(runs: readonly Charted[]): Point[] {
  const changed = runs.map((run) => sum(changesOf(run)));
  // A run without changes gets a small bar that can be clicked but is too low to be read as a number.
  const mark = (Math.max(...changed, 0) || AXIS_OF_NOTHING) * 0.04;
  return runs.map((run, index) => {
    const none = changed[index] === 0;
    const isWaiting = isWaitingForFile(run);
    return {
      id: run.id,
      run,
      day: formatDay(run.createdAt, new Date()),
      ...changesOf(run),
      failed: run.state === "failed" && !isWaiting ? mark : 0,
      held: run.state === "held" || isWaiting ? mark : 0,
      other: none && run.state !== "failed" && run.state !== "held" ? mark : 0,
    };
  });
}

type Changes = Record<"created" | "updated" | "removed", number>;

function changesOf(run: RunSummary): Changes {
  if (!run.counts || !isApplied(run.state)) return { created: 0, updated: 0, removed: 0 };
  const { created, restored, updated, removed } = run.counts;
  return { created: created + restored, updated, removed };
}

function sum({ created, updated, removed }: Changes): number {
  return created + updated + removed;
}
