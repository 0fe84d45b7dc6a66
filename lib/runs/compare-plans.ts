import type { WorkspaceCtx } from "@/lib/context";
import type { ChangeKind } from "@/lib/model/plan";
import { comparePlanLines } from "@/lib/runs/compare-plans.store";
import { getRun } from "@/lib/runs/read";

/** More lines are not compared while somebody waits for a page. */
const LINES_MAX = 100_000;

/** Of each kind of change: how many are in both plans, only in the older one, and only in the newer one. */
export type PlanDifference = { kind: ChangeKind; both: number; gone: number; added: number }[];

/**
 * What the plan that replaced a run's plan changes beside it, in numbers. Null for a plan that was not replaced, whose
 * details were deleted, or which is too large to compare. Throws `not_found`.
 */
export async function compareWithNewer(
  ctx: WorkspaceCtx,
  { runId }: { runId: string },
): Promise<{ newer: { id: string; createdAt: Date }; difference: PlanDifference | null } | null> {
  const run = await getRun(ctx, { runId });
  if (run.state !== "superseded" || !run.supersededBy) return null;
  const newer = await getRun(ctx, { runId: run.supersededBy });
  const named = { newer: { id: newer.id, createdAt: newer.createdAt } };
  const lines = [run, newer].reduce((sum, { counts }) => sum + (counts?.read ?? 0), 0);
  if (run.purgedAt || newer.purgedAt || lines > LINES_MAX) return { ...named, difference: null };
  const pair = { olderId: run.id, newerId: newer.id, isPart: run.appliedAt !== null };
  return { ...named, difference: await ctx.db.run((tx) => comparePlanLines(tx, ctx, pair)) };
}
