import { addDays } from "date-fns";
import type { WorkspaceCtx } from "@/lib/context";
import { type ExpiringPlan, selectExpiring } from "@/lib/runs/expiry.store";

const SOON_DAYS = 2;

/** The plans of the workspace that still wait, and can't be applied any more in two days, the first one to expire first. */
export async function listExpiring(ctx: WorkspaceCtx): Promise<ExpiringPlan[]> {
  const now = ctx.clock();
  return ctx.db.run((tx) => selectExpiring(tx, ctx, { after: now, before: addDays(now, SOON_DAYS) }));
}
