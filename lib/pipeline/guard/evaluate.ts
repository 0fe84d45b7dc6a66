import type { GuardTrip } from "@/lib/model/guard";
import type { PlanFacts } from "@/lib/pipeline/guard/facts";
import type { GuardCode } from "@/lib/pipeline/guard/guards";
import { ALL_GUARDS, type GuardLimits, limitOf } from "@/lib/pipeline/guard/settings";

/** The guard room: a plan in numbers and the limits come in, the reasons to hold it go out. Pure. */
export function evaluateGuards(facts: PlanFacts, limits: GuardLimits): GuardTrip<GuardCode>[] {
  return ALL_GUARDS.flatMap(([code, guard]) => {
    const limit = limitOf(guard, limits);
    if (limit === false) return [];
    return guard.evaluate(facts, limit).map((reason) => ({ code, holds: guard.holds, reason }));
  });
}
