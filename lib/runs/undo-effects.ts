import type { KindCounts } from "@/lib/runs/plan-counts";
import type { PlanTally, RunDetail } from "@/lib/runs/views/types";

type Lines = readonly Omit<PlanTally[number], "teamLosses">[];

/** The most that undoing a run would do: its applied lines, reverted. */
export function undoEffectsOf(
  tally: Lines,
  { appliedStatuses }: Pick<RunDetail, "appliedStatuses">,
): KindCounts {
  const back: Required<KindCounts> = { create: 0, update: 0, remove: 0, restore: 0, relink: 0 };
  for (const { kind, status, count } of tally) {
    if (!appliedStatuses.includes(status)) continue;
    if (kind === "create" || kind === "restore") back.remove += count;
    else if (kind === "remove") back.restore += count;
    else back[kind] += count;
  }
  return back;
}
