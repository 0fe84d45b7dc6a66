import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { syncs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Db, Tx } from "@/lib/db/client";
import { byId } from "@/lib/db/scope";
import type { SyncRef } from "@/lib/model/run-ref";

/** Arrivals are read when none came after `quietSince`, and also when the first of them came before `arrivingBefore`. */
export type ArrivalTimes = { quietSince: Date; arrivingBefore: Date };

/** Syncs of all tenants whose arrivals are to be read: ids only, as all doors between tenants give. */
export async function arrivedSyncs(db: Db, times: ArrivalTimes, most: number): Promise<SyncRef[]> {
  const { quietSince, arrivingBefore } = times;
  const rows = await db.execute<SyncRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", sync_id as "syncId"
    from system_arrived_syncs(${quietSince.toISOString()}::timestamptz, ${arrivingBefore.toISOString()}::timestamptz,
                              ${most})`);
  return [...rows];
}

/** Syncs of all tenants whose server is to be looked at. */
export async function dueLooks(db: Db, now: Date, most: number): Promise<SyncRef[]> {
  const rows = await db.execute<SyncRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", sync_id as "syncId"
    from system_due_looks(${now.toISOString()}::timestamptz, ${most})`);
  return [...rows];
}

/** Syncs of all tenants that have waited too long for a new file and are not marked as late. */
export async function lateSyncs(db: Db, now: Date, most: number): Promise<SyncRef[]> {
  const rows = await db.execute<SyncRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", sync_id as "syncId"
    from system_late_syncs(${now.toISOString()}::timestamptz, ${most})`);
  return [...rows];
}

/**
 * Queues a run for what has arrived and takes the note off, in one statement. Null when nothing was queued: not quiet any
 * more, or a run is waiting already. If that one reads the file it takes the note off itself, else a later call queues.
 */
export async function queueArrived(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
  { quietSince, arrivingBefore }: ArrivalTimes,
): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
      with arrived as (
        select id from syncs
        where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${syncId}
          and (arrived_at <= ${quietSince.toISOString()}::timestamptz
               or arrived_at is not null and arriving_since <= ${arrivingBefore.toISOString()}::timestamptz)
          and not paused and schedule_kind = 'arrival' and detached_at is null
        for update
      ), queued as (
        insert into runs (org_id, workspace_id, sync_id, trigger, requested_by_label)
        select ${ctx.orgId}, ${ctx.workspaceId}, id, 'arrival', ${ctx.actor.label} from arrived
        on conflict (sync_id, intent) where state = 'queued' do nothing
        returning id, sync_id
      )
      update syncs set arrived_at = null, arriving_since = null from queued
       where syncs.org_id = ${ctx.orgId} and syncs.workspace_id = ${ctx.workspaceId} and syncs.id = queued.sync_id
      returning queued.id`);
  return rows[0]?.id ?? null;
}

/**
 * Takes off the note of an arrival when a run begins to look for its files: whatever was noted until now is there for it to
 * find. What arrives later is noted again.
 */
export async function clearArrival(ctx: WorkspaceCtx, syncId: string): Promise<void> {
  await ctx.db.run((tx) =>
    tx
      .update(syncs)
      .set({ arrivedAt: null, arrivingSince: null })
      .where(and(byId(syncs, ctx, syncId), isNotNull(syncs.arrivedAt))),
  );
}

/**
 * Takes the due look at a sync until `until`, when it is given up; false when it is not due any more. Who has it names
 * `until` when it ends: by then it may be another's.
 */
export async function claimLook(tx: Tx, ctx: WorkspaceCtx, syncId: string, until: Date): Promise<boolean> {
  const rows = await tx
    .update(syncs)
    .set({ lookAt: until })
    .where(
      and(
        byId(syncs, ctx, syncId),
        eq(syncs.paused, false),
        eq(syncs.scheduleKind, "arrival"),
        isNull(syncs.detachedAt),
        sql`${syncs.lookAt} <= ${ctx.clock().toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: syncs.id });
  return rows.length > 0;
}
