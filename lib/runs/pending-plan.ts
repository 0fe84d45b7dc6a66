import type { ChangeStatus } from "@/drizzle/schema/changes";
import { countKinds, type KindCounts } from "@/lib/runs/plan-counts";
import type { PlanTally } from "@/lib/runs/views/types";

/** The effect of approving a plan, in numbers. */
export type PendingPlan = {
  /** All that would be applied. */
  all: number;
  /** Of those, changes without removals and team losses. */
  others: number;
  removals: number;
  /** Changes that remove a user from a team: left out together with removals. */
  teamLosses: number;
  kinds: KindCounts;
  /** Some changes are already applied; only the rest is pending approval. */
  partly: boolean;
};

/** The changes that are pending approval: all of the plan, or those held back when the rest was applied. */
export function pendingPlanOf(tally: PlanTally, isPartlyApplied: boolean): PendingPlan {
  const undecided: ChangeStatus[] = isPartlyApplied ? ["waiting"] : ["planned", "waiting"];
  const open = tally.filter(({ status }) => undecided.includes(status));
  const all = open.reduce((total, { count }) => total + count, 0);
  const kinds = countKinds(open);
  const removals = kinds.remove ?? 0;
  const teamLosses = open.reduce((total, line) => total + line.teamLosses, 0);
  return { all, removals, teamLosses, others: all - removals - teamLosses, kinds, partly: isPartlyApplied };
}

/** The look of the button that applies changes: what only removes users or takes teams from them looks like it. */
export function decisionTone(changes: { losses: number; others: number }): "destructive" | "default" {
  return changes.losses > 0 && changes.others === 0 ? "destructive" : "default";
}
