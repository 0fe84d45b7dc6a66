import type { WorkspaceCtx } from "@/lib/context";
import { type ChangeFilter, countChanges } from "@/lib/runs/views/changes.store";

/** How many lines of a run's plan match. */
export async function countPlan(ctx: WorkspaceCtx, filter: ChangeFilter): Promise<number> {
  return ctx.db.run((tx) => countChanges(tx, ctx, filter));
}
