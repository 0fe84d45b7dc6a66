import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

/**
 * SHA-256 of what a run's plan would change, in lower-case hex: two plans with the same lines have the same, in
 * whatever order their rows came. One scan of the run's lines, so only for a plan that a person will decide on.
 */
export async function hashPlan(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<string> {
  const [row] = await tx.execute<{ hash: string }>(sql`select plan_hash_of(${runId}::uuid) as hash from runs
    where ${isRun(ctx)} and id = ${runId}`);
  if (!row) throw new RangeError("A run that is planned is there.");
  return row.hash;
}

/** Gives plans that were shown, and have other lines by now, their new hash. */
export async function rehashPlans(
  tx: Tx,
  ctx: WorkspaceCtx,
  plans: readonly { runId: string }[],
): Promise<void> {
  if (plans.length === 0) return;
  const ids = [...new Set(plans.map(({ runId }) => runId))];
  await tx.execute(sql`update runs set plan_hash = plan_hash_of(id)
    where ${isRun(ctx)} and id = any(${sql.param(ids)}::uuid[]) and plan_hash is not null`);
}

const isRun = (ctx: WorkspaceCtx): SQL => sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}`;
