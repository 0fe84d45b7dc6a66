import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import { runs, syncs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Db, Tx } from "@/lib/db/client";
import type { RunRef } from "@/lib/model/run-ref";
import type { RunRow } from "@/lib/runs/store";

const own = (ctx: WorkspaceCtx) => and(eq(runs.orgId, ctx.orgId), eq(runs.workspaceId, ctx.workspaceId));

/** Ends an expired held run; what a guard let through stays applied. Null when it is not waiting or not yet expired. */
export async function expireRun(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<RunRow | null> {
  const [run] = await tx
    .update(runs)
    .set({
      state: sql`case when ${runs.appliedAt} is null then 'cancelled' else 'succeeded_with_issues' end`,
      decision: "expired",
      decidedBy: ctx.actor.label,
      decidedAt: sql`now()`,
      finishedAt: sql`now()`,
    })
    .where(
      and(
        own(ctx),
        eq(runs.id, runId),
        eq(runs.state, "held"),
        sql`${runs.expiresAt} <= ${ctx.clock().toISOString()}::timestamptz`,
      ),
    )
    .returning();
  return run ?? null;
}

export type ExpiringPlan = { id: string; syncId: string; sync: string; expiresAt: Date };

/** Held plans of the workspace that expire between two instants; without `before`, ever. */
export async function selectExpiring(
  tx: Tx,
  ctx: WorkspaceCtx,
  { after, before }: { after: Date; before: Date | null },
): Promise<ExpiringPlan[]> {
  const rows = await tx
    .select({ id: runs.id, syncId: syncs.id, sync: syncs.name, expiresAt: runs.expiresAt })
    .from(runs)
    .innerJoin(
      syncs,
      and(eq(syncs.orgId, runs.orgId), eq(syncs.workspaceId, runs.workspaceId), eq(syncs.id, runs.syncId)),
    )
    .where(
      and(
        own(ctx),
        eq(runs.state, "held"),
        gt(runs.expiresAt, after),
        before ? lt(runs.expiresAt, before) : undefined,
      ),
    )
    .orderBy(asc(runs.expiresAt), asc(runs.id));
  return rows.flatMap(({ expiresAt, ...row }) => (expiresAt ? [{ ...row, expiresAt }] : []));
}

/** Plans of all tenants that nobody has decided about in time. */
export async function expiredPlans(db: Db, now: Date, most: number): Promise<RunRef[]> {
  const rows = await db.execute<RunRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", sync_id as "syncId", run_id as "runId"
    from system_expired_plans(${now.toISOString()}::timestamptz, ${most})`);
  return [...rows];
}
