import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Db, Tx } from "@/lib/db/client";
import type { RunRef, SyncRef } from "@/lib/model/run-ref";
import type { OPEN_STATES } from "@/lib/model/run-state";

export type OpenRun = RunRef & {
  state: (typeof OPEN_STATES)[number];
  /** Milliseconds since it was queued. */
  ageMs: number;
  /** Milliseconds since its worker should have been heard of; negative while it may still be. */
  silentMs: number;
  /** Milliseconds since a worker took it; null for one that nobody has taken yet. */
  takenMs: number | null;
  fence: number;
  /** How many jobs the local executor knows of for it, and whether one of them is not over. */
  jobs: number;
  hasJob: boolean;
};

/** Syncs of all tenants whose time has come: ids only, through a function of the database that sees all tenants. */
export async function dueSyncs(db: Db, now: Date, most: number): Promise<SyncRef[]> {
  const rows = await db.execute<SyncRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", sync_id as "syncId"
    from system_due_syncs(${now.toISOString()}::timestamptz, ${most})`);
  return [...rows];
}

/** A job that found another run of its sync active does nothing more, though its own run may not have ended. */
const gaveWay = (jobId: SQL) => sql`exists (
  select from job_steps s where s.run_id = ${jobId} and s.outcome->'data'->>'next' = 'wait')`;

/** Runs of all tenants that are not at their end. */
export async function openRuns(db: Db, most: number): Promise<OpenRun[]> {
  const rows = await db.execute<OpenRun>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", sync_id as "syncId", run_id as "runId", o.state,
           extract(epoch from now() - o.created_at)::float8 * 1000 as "ageMs",
           coalesce(extract(epoch from now() - lease_until)::float8 * 1000, 0) as "silentMs",
           extract(epoch from now() - taken_at)::float8 * 1000 as "takenMs", fence,
           j.jobs, j.open or exists (select from job_events e where e.routed_at is null
             and e.event->'data'->>'runId' = o.run_id::text) as "hasJob"
    from system_open_runs(${most}) o cross join lateral (
      select count(*)::int as jobs, coalesce(bool_or(r.state = 'running' and not ${gaveWay(sql`r.id`)}), false) as open from job_runs r
      where r.event->'data'->>'runId' = o.run_id::text) j`);
  return [...rows];
}

/** Runs of a sync that wait for a worker and have no job of the local executor that would take them. */
export async function runsWithoutJob(
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<{ runId: string; fence: number }[]> {
  const rows = await ctx.db.run((tx) =>
    tx.execute<{ runId: string; fence: number }>(sql`
      select id as "runId", fence from runs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
        and sync_id = ${syncId} and state = 'queued' and not exists (
          select from job_runs j where j.state = 'running' and j.event->'data'->>'runId' = runs.id::text
            and not ${gaveWay(sql`j.id`)})
      order by created_at`),
  );
  return [...rows];
}

/**
 * Moves the sync's next time on and queues a run, in one statement, unless someone else has just done so. Null when
 * nothing was queued: not due any more, or a run is waiting already.
 */
export async function queueDue(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
  { now, next }: { now: Date; next: Date | null },
): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
      with due as (
        update syncs set next_run_at = ${next?.toISOString() ?? null}::timestamptz
        where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${syncId}
          and next_run_at <= ${now.toISOString()}::timestamptz and not paused
        returning id
      )
      insert into runs (org_id, workspace_id, sync_id, trigger, requested_by_label)
      select ${ctx.orgId}, ${ctx.workspaceId}, id, 'schedule', ${ctx.actor.label} from due
      on conflict (sync_id, intent) where state = 'queued' do nothing
      returning id`);
  return rows[0]?.id ?? null;
}

/** Lets the database look at a table that has just grown a lot, so that it plans the next statement for its size. */
export async function refreshStatistics(db: Db, table: "users" | "changes"): Promise<void> {
  await db.execute(sql`select system_refresh_statistics(${table})`);
}
