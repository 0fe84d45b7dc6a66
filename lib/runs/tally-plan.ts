import type { WorkspaceCtx } from "@/lib/context";
import { selectTally } from "@/lib/runs/views/runs.store";
import type { PlanTally } from "@/lib/runs/views/types";

/** How many lines of a run's plan there are of each kind and standing; none for an unknown run. */
export async function tallyPlan(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<PlanTally> {
  return ctx.db.run((tx) => selectTally(tx, ctx, runId));
}
