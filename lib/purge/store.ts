import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Db, Tx } from "@/lib/db/client";

/** Workspaces of all tenants that have something past the time that their organization keeps it. */
export async function purgeable(db: Db, { now, tokensBefore }: { now: Date; tokensBefore: Date }) {
  const rows = await db.execute<{ orgId: string; workspaceId: string }>(sql`
    select org_id as "orgId", workspace_id as "workspaceId"
    from system_purgeable(${now.toISOString()}::timestamptz, ${tokensBefore.toISOString()}::timestamptz)`);
  return [...rows];
}

/** Every organization, by its id. */
export async function selectOrgIds(db: Db): Promise<string[]> {
  const rows = await db.execute<{ orgId: string }>(sql`select org_id as "orgId" from system_retained()`);
  return rows.map(({ orgId }) => orgId);
}

/** Deletes entries of the audit log from before `before`, never one of the last year; returns how many. */
export async function deleteOldEntries(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx.execute<{ gone: number }>(
    sql`select purge_audit(${before.toISOString()}::timestamptz) as gone`,
  );
  return row?.gone ?? 0;
}

/** Deletes what users had in fields whose type was changed before `before`. */
export async function deleteOldFieldValues(
  tx: Tx,
  { orgId }: { orgId: string },
  before: Date,
): Promise<void> {
  await tx.execute(sql`
    delete from kept_field_values where org_id = ${orgId} and change_id in (
      select id from field_type_changes where org_id = ${orgId} and changed_at < ${before.toISOString()}::timestamptz)`);
}

/** Permanently deletes users who were removed before `before`; returns how many. */
export async function deleteRemovedUsers(ctx: WorkspaceCtx, before: Date): Promise<number> {
  const rows = await ctx.db.run((tx) =>
    tx.execute(sql`
      delete from users where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
        and state = 'removed' and removed_at < ${before.toISOString()}::timestamptz`),
  );
  return rows.count;
}

/** Deletes plans and issues of runs that ended before `before`, and marks the runs; gives how many. */
export async function deleteRunDetails(ctx: WorkspaceCtx, before: Date): Promise<number> {
  const rows = await ctx.db.run((tx) =>
    tx.execute(sql`
      with old as (
        update runs set purged_at = now(), file = null, columns = null, managers = null
        where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and purged_at is null
          and finished_at < ${before.toISOString()}::timestamptz
        returning id
      ), plans as (
        delete from changes where org_id = ${ctx.orgId} and run_id in (select id from old)
      ), reports as (
        delete from issues where org_id = ${ctx.orgId} and run_id in (select id from old)
      ), tallies as (
        delete from issue_tallies where org_id = ${ctx.orgId} and run_id in (select id from old)
      ), rows as (
        delete from skipped_rows where org_id = ${ctx.orgId} and run_id in (select id from old)
      )
      select id from old`),
  );
  return rows.length;
}

/**
 * Deletes runs that ended before `before`, and adds them to the sums of their sync's month, in one statement. The newest
 * run of a sync stays, and so does what the next file is measured by, and what a later run undoes. Gives how many went.
 */
export async function foldOldRuns(ctx: WorkspaceCtx, before: Date): Promise<number> {
  const [row] = await ctx.db.run((tx) =>
    tx.execute<{ count: number }>(sql`
      with old as (
        delete from runs r
        where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.purged_at is not null
          and r.finished_at < ${before.toISOString()}::timestamptz
          and not exists (select from runs u where u.org_id = r.org_id and u.undoes = r.id)
          and not exists (select from syncs s where s.org_id = r.org_id and s.id = r.sync_id
                          and s.baseline->>'runId' = r.id::text)
          and exists (select from runs n where n.org_id = r.org_id and n.sync_id = r.sync_id
                      and n.created_at > r.created_at)
        returning r.sync_id, date_trunc('month', r.finished_at at time zone 'UTC')::date as month, r.state, r.counts,
          r.applied_at
      ), months as (
        insert into run_months as m (org_id, workspace_id, sync_id, month, runs, failed, created, updated, removed)
        select ${ctx.orgId}::uuid, ${ctx.workspaceId}::uuid, sync_id, month, count(*),
          count(*) filter (where state = 'failed'),
          coalesce(sum((counts->>'created')::bigint) filter (where applied_at is not null), 0),
          coalesce(sum((counts->>'updated')::bigint) filter (where applied_at is not null), 0),
          coalesce(sum((counts->>'removed')::bigint) filter (where applied_at is not null), 0)
        from old group by sync_id, month
        on conflict (sync_id, month) do update set runs = m.runs + excluded.runs,
          failed = m.failed + excluded.failed, created = m.created + excluded.created,
          updated = m.updated + excluded.updated, removed = m.removed + excluded.removed
      )
      select count(*)::int as count from old`),
  );
  return row?.count ?? 0;
}
