import { countKinds, type KindCounts } from "@/components/runs/plan-words";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { PlanTally } from "@/lib/runs/views/types";

/** What a decision about a held plan would do, in numbers. */
export type HeldPlan = {
  /** All that would be applied. */
  all: number;
  /** Of those, what takes nothing from anybody. */
  others: number;
  removals: number;
  /** What takes a team from somebody: left out with the removals. */
  teamLosses: number;
  kinds: KindCounts;
  /** What a guard let through is real already; only the rest waits. */
  partly: boolean;
};

/** The lines of a held plan that a person decides about: all of them, or those held back from an applied rest. */
export function heldPlanOf(tally: PlanTally, isPartlyApplied: boolean): HeldPlan {
  const undecided: ChangeStatus[] = isPartlyApplied ? ["waiting"] : ["planned", "waiting"];
  const open = tally.filter(({ status }) => undecided.includes(status));
  const all = open.reduce((total, { count }) => total + count, 0);
  const kinds = countKinds(open);
  const removals = kinds.remove ?? 0;
  const teamLosses = open.reduce((total, line) => total + line.teamLosses, 0);
  return { all, removals, teamLosses, others: all - removals - teamLosses, kinds, partly: isPartlyApplied };
}
