import { and, eq, isNull, sql } from "drizzle-orm";
import { alertNotices, alertSignals, alerts, syncs } from "@/drizzle/schema";
import type { Message, RunFacts, Step } from "@/lib/alerts/transitions";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import type { AlertDetail } from "@/lib/model/alert";

export type SignalRow = typeof alertSignals.$inferSelect;
export type AlertRow = typeof alerts.$inferSelect;

/** Lets one process at a time evaluate a sync; false while one of its runs is at work, whose end is told with the rest. */
export async function lockAlerts(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('alerts:' || ${syncId}, 0))`);
  const rows = await tx.execute(sql`
    select from runs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and sync_id = ${syncId}
      and state = 'running'`);
  return rows.length === 0;
}

/** Takes what has happened to a sync since it was evaluated last, in order. */
export async function takeSignals(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<SignalRow[]> {
  const rows = await tx
    .delete(alertSignals)
    .where(and(inWorkspace(alertSignals, ctx), eq(alertSignals.syncId, syncId)))
    .returning();
  return rows.sort((a, b) => a.id - b.id);
}

export async function selectOpenAlerts(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<AlertRow[]> {
  return tx
    .select()
    .from(alerts)
    .where(and(inWorkspace(alerts, ctx), eq(alerts.syncId, syncId), isNull(alerts.clearedAt)));
}

/** Where a sync takes its file from; null when there is no such sync (any more). */
export async function selectSourceOf(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<{ sourceId: string | null } | null> {
  const [row] = await tx
    .select({ sourceId: syncs.remoteSourceId })
    .from(syncs)
    .where(byId(syncs, ctx, syncId));
  return row ?? null;
}

type Counts = NonNullable<AlertDetail["counts"]>;
export type RunRow = RunFacts & { guards: string[]; counts: Counts | null };

/**
 * What alerts depend on of some runs. Row errors are new where the sync's reading before had fewer of the same kind, column
 * and value; where that one's issues are deleted already, where it had fewer in all.
 */
export async function selectRunFacts(
  tx: Tx,
  ctx: WorkspaceCtx,
  runIds: readonly string[],
): Promise<Map<string, RunRow>> {
  if (runIds.length === 0) return new Map();
  const ofOrg = (name: string) =>
    sql`${sql.raw(name)}.org_id = ${ctx.orgId} and ${sql.raw(name)}.workspace_id = ${ctx.workspaceId}`;
  const rows = await tx.execute<RunRow & { losses: boolean }>(sql`
    select r.id as "runId", r.undoes is null as "isOwn", r.intent = 'apply' as "isApply",
      r.failure ->> 'code' as failure, r.superseded_by as "supersededBy",
      case when r.source is not null then (r.counts ->> 'errors')::int end as errors,
      coalesce((r.counts ->> 'errors')::int > 0 and case
        when p.id is null then true
        when p.purged_at is not null then (r.counts ->> 'errors')::int > p.errors
        else exists (
          select from issue_tallies n where ${ofOrg("n")} and n.run_id = r.id and n.severity = 'error' and n.count > coalesce((
            select sum(o.count) from issue_tallies o where ${ofOrg("o")} and o.run_id = p.id and o.severity = 'error'
              and o.code = n.code and o.column_name is not distinct from n.column_name and o.value is not distinct from n.value), 0))
        end, false) as "hasNewErrors",
      array(select distinct g ->> 'code' from jsonb_array_elements(r.guards) g order by 1) as guards,
      case when r.counts is not null then jsonb_build_object('created', r.counts -> 'created', 'updated', r.counts -> 'updated',
        'removed', r.counts -> 'removed', 'restored', r.counts -> 'restored') end as counts,
      r.state in ('held', 'superseded') and exists (
        select from changes c where ${ofOrg("c")} and c.run_id = r.id and c.status in ('planned', 'waiting')
          and (c.kind = 'remove' or c.takes_teams)) as losses
    from runs r left join lateral (
      select q.id, q.purged_at, (q.counts ->> 'errors')::int as errors from runs q
      where ${ofOrg("q")} and q.sync_id = r.sync_id and q.created_at < r.created_at and q.intent = 'apply'
        and q.undoes is null and q.source is not null and q.counts is not null
        and q.state not in ('queued', 'running') and (q.state <> 'failed' or q.expires_at is not null)
      order by q.created_at desc limit 1) p on true
    where ${ofOrg("r")} and r.id = any(${sql.param([...runIds])}::uuid[])`);
  return new Map(
    rows.map(({ losses, ...row }) => [
      row.runId,
      { ...row, hold: row.guards.length > 0 ? { guards: row.guards.join(), losses: losses ? 1 : 0 } : null },
    ]),
  );
}

/** How many errors of each kind a run found, and of which it has more than the reading before. Codes and counts only. */
export async function selectErrorCodes(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
): Promise<{ code: string; count: number }[]> {
  const rows = await tx.execute<{ code: string; count: number }>(sql`
    select code, sum(count)::float8 as count from issue_tallies
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId} and severity = 'error'
     group by code order by 2 desc, 1`);
  return [...rows];
}

/** Writes a step; gives the alert that it is about. */
export async function writeStep(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, step, detail }: { syncId: string; step: Step; detail: AlertDetail },
): Promise<string | null> {
  const { kind, runId } = step;
  const open = and(
    inWorkspace(alerts, ctx),
    eq(alerts.syncId, syncId),
    eq(alerts.kind, kind),
    isNull(alerts.clearedAt),
  );
  if (step.does === "raise") {
    const { orgId, workspaceId } = ctx;
    const [row] = await tx
      .insert(alerts)
      .values({ orgId, workspaceId, syncId, kind, runId, detail, raisedAt: ctx.clock() })
      .returning({ id: alerts.id });
    return row?.id ?? null;
  }
  const set = step.does === "move" ? { runId, detail } : { clearedAt: ctx.clock() };
  const [row] = await tx.update(alerts).set(set).where(open).returning({ id: alerts.id });
  return row?.id ?? null;
}

/** Writes what is told; gives its id, or null when it was told before. */
export async function insertNotice(
  tx: Tx,
  ctx: WorkspaceCtx,
  notice: Pick<Message, "runId" | "also" | "ends"> & {
    alertId: string;
    transition: (typeof alertNotices.$inferSelect)["transition"];
  },
): Promise<string | null> {
  const { orgId, workspaceId } = ctx;
  const [row] = await tx
    .insert(alertNotices)
    .values({ ...notice, orgId, workspaceId, at: ctx.clock() })
    .onConflictDoNothing({ target: [alertNotices.alertId, alertNotices.transition] })
    .returning({ id: alertNotices.id });
  return row?.id ?? null;
}

/** Notes that a reminder of a pending plan is told, once; the run that it is about, or undefined when it is past. */
export async function markReminded(
  tx: Tx,
  ctx: WorkspaceCtx,
  alertId: string,
  before: Date,
): Promise<{ syncId: string; runId: string | null } | undefined> {
  const rows = await tx
    .update(alerts)
    .set({ remindedAt: ctx.clock() })
    .where(
      and(
        byId(alerts, ctx, alertId),
        eq(alerts.kind, "pending"),
        isNull(alerts.clearedAt),
        isNull(alerts.remindedAt),
        sql`${alerts.raisedAt} <= ${before.toISOString()}::timestamptz`,
      ),
    )
    .returning({ syncId: alerts.syncId, runId: alerts.runId });
  return rows[0];
}
