import type { PlanTally } from "@/lib/runs/views/types";

/** What a decision about a held plan would do, in numbers. */
export type HeldPlan = {
  /** All that would be applied. */
  all: number;
  /** Of those, what adds, changes or restores somebody. */
  others: number;
  removals: number;
  /** What a guard let through is real already; only the rest waits. */
  partly: boolean;
};

/** The lines of a held plan that a person decides about: all of them, or those held back from an applied rest. */
export function heldPlanOf(tally: PlanTally, isPartlyApplied: boolean): HeldPlan {
  const open = tally.filter(
    ({ status }) => status === "waiting" || (!isPartlyApplied && status === "planned"),
  );
  const sum = (lines: PlanTally) => lines.reduce((total, { count }) => total + count, 0);
  const all = sum(open);
  const removals = sum(open.filter(({ kind }) => kind === "remove"));
  return { all, removals, others: all - removals, partly: isPartlyApplied };
}
