import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { MatchOn } from "@/lib/model/plan";

/** The sync of a run whose whole plan waits, which nobody else decides about meanwhile; null for any other. */
export async function lockWaiting(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<string | null> {
  const rows = await tx.execute<{ syncId: string }>(sql`
    select sync_id as "syncId" from runs
    where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${runId}
      and state = 'held' and applied_at is null
    for update`);
  return rows[0]?.syncId ?? null;
}

/** Counts a plan again whose lines a choice has changed, and makes it another one than was seen before. */
export async function notePlanChanged(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<void> {
  const lines = (...kinds: string[]): SQL =>
    sql`(count(*) filter (where kind = any(${sql.param(kinds)}::text[])))::int`;
  await tx.execute(sql`
    update runs r set plan_revision = r.plan_revision + 1, counts = (r.counts - 'teamLosses') || (
      select jsonb_strip_nulls(jsonb_build_object('teamLosses', nullif((count(*) filter (where takes_teams))::int, 0))) || jsonb_build_object('created', ${lines("create")}, 'updated', ${lines("update", "relink")},
        'restored', ${lines("restore")}, 'removed', ${lines("remove")})
      from changes where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId})
    where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.id = ${runId}`);
}

export type MatchTally = { on: MatchOn; isSame: boolean; count: number };

/** The new IDs of a plan that may be known users: how many by what, and by the choice so far. */
export async function selectMatchTally(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
): Promise<readonly MatchTally[]> {
  return tx.execute<MatchTally>(sql`
    select match->>'on' as "on", is_same as "isSame", count(*)::float8 as count from changes
    where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId} and match is not null
    group by 1, 2`);
}
