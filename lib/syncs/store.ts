import { and, asc, count, desc, eq, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import { profileFields, remoteSources, runs, syncs, users, workspaces } from "@/drizzle/schema";
import type { RunColumns, RunFile } from "@/drizzle/schema/runs";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg, inWorkspace } from "@/lib/db/scope";
import { statesBefore } from "@/lib/model/run-state";
import { mentionOf } from "@/lib/pipeline/source/registry";
import { insertVersion } from "@/lib/syncs/versions.store";
import type { RunSummary, SyncDetail, SyncItem } from "@/lib/syncs/views";

type NewSync = Omit<typeof syncs.$inferInsert, "orgId" | "workspaceId">;

/** Those that are attached: one that was detached is there for histories only. */
const ofWorkspace = (ctx: WorkspaceCtx) => and(inWorkspace(syncs, ctx), isNull(syncs.detachedAt));
const one = (ctx: WorkspaceCtx, id: string) => and(ofWorkspace(ctx), eq(syncs.id, id));

export async function insertSync(tx: Tx, ctx: WorkspaceCtx, row: NewSync): Promise<void> {
  await tx.insert(syncs).values({ ...row, orgId: ctx.orgId, workspaceId: ctx.workspaceId });
  const { id: syncId, mapping } = row;
  await insertVersion(tx, ctx, {
    syncId,
    mapping,
    version: 1,
    createdBy: ctx.actor.label,
    createdAt: ctx.clock(),
  });
}

export async function setSync(tx: Tx, ctx: WorkspaceCtx, id: string, set: Partial<NewSync>): Promise<void> {
  await tx.update(syncs).set(set).where(one(ctx, id));
}

/** The row, locked until the transaction ends. */
export async function lockSync(tx: Tx, ctx: WorkspaceCtx, id: string) {
  const [row] = await tx.select().from(syncs).where(one(ctx, id)).for("update");
  return row;
}

export async function selectSyncRow(tx: Tx, ctx: WorkspaceCtx, id: string) {
  const [row] = await tx.select().from(syncs).where(one(ctx, id));
  return row;
}

/** The workspace's upload sync. */
export async function selectUploadSyncId(tx: Tx, ctx: WorkspaceCtx): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: syncs.id })
    .from(syncs)
    .where(and(ofWorkspace(ctx), eq(syncs.sourceKind, "upload")))
    .orderBy(asc(syncs.createdAt))
    .limit(1);
  return row?.id;
}

export async function countSyncUsers(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(users)
    .where(and(inWorkspace(users, ctx), eq(users.syncId, syncId), eq(users.state, "active")));
  return row?.n ?? 0;
}

const PROTECTED_NAMED_MAX = 100;

/** Active authors and admins that the sync owns, the first of them by name. */
export async function selectProtectedUsers(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<SyncDetail["protectedUsers"]> {
  const name = sql<string>`coalesce(nullif(trim(${users.firstName} || ' ' || ${users.lastName}), ''), ${users.email})`;
  const rows = await tx
    .select({ name: name.as("name"), role: users.role, count: sql<number>`(count(*) over ())::int` })
    .from(users)
    .where(
      and(
        inWorkspace(users, ctx),
        eq(users.syncId, syncId),
        eq(users.state, "active"),
        ne(users.role, "participant"),
      ),
    )
    .orderBy(sql`name`, asc(users.id))
    .limit(PROTECTED_NAMED_MAX);
  return { count: rows[0]?.count ?? 0, first: rows.map(({ count: _, ...user }) => user) };
}

/** Whether a worker is running it. */
export async function hasRunningRun(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(inOrg(runs, ctx), eq(runs.syncId, syncId), eq(runs.state, "running")));
  return row !== undefined;
}

/** The beginning of the last file that was read far enough to have a header, and of the last managers file. */
export async function selectLastFiles(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<{ file: RunFile | null; columns: RunColumns | null; managers: RunFile | null }> {
  const last = (found: SQL) =>
    tx
      .select({ file: runs.file, columns: runs.columns, managers: runs.managers })
      .from(runs)
      .where(and(inWorkspace(runs, ctx), eq(runs.syncId, syncId), found))
      .orderBy(desc(runs.createdAt))
      .limit(1);
  const [read] = await last(sql`jsonb_array_length(${runs.file} -> 'headers') > 0`);
  const [second] = await last(isNotNull(runs.managers));
  return {
    file: read?.file ?? null,
    columns: read?.columns ?? null,
    managers: second?.managers?.file ?? null,
  };
}

/** The profile fields of the workspace, as what a column can fill. */
export async function selectFieldChoices(tx: Tx, ctx: WorkspaceCtx) {
  return tx
    .select({ id: profileFields.id, label: profileFields.label, type: profileFields.type })
    .from(profileFields)
    .where(inWorkspace(profileFields, ctx))
    .orderBy(asc(profileFields.position), asc(profileFields.id));
}

/** The syncs of the organization that `filter` names, each with its last run, by workspace and name. */
export async function selectSyncItems(tx: Tx, ctx: Ctx, filter?: SQL): Promise<SyncItem[]> {
  const latest = tx
    .select(runSummary)
    .from(runs)
    .where(and(eq(runs.orgId, syncs.orgId), eq(runs.syncId, syncs.id)))
    .orderBy(desc(runs.createdAt))
    .limit(1)
    .as("latest");
  const rows = await tx
    .select({
      id: syncs.id,
      name: syncs.name,
      sourceKind: syncs.sourceKind,
      workspace: { id: workspaces.id, name: workspaces.name, slug: workspaces.slug },
      remoteSource: {
        id: remoteSources.id,
        name: remoteSources.name,
        kind: remoteSources.kind,
        settings: remoteSources.settings,
      },
      path: syncs.path,
      schedule: {
        kind: syncs.scheduleKind,
        everyHours: syncs.everyHours,
        atTime: syncs.atTime,
        weekdays: syncs.weekdays,
        timeZone: syncs.timeZone,
        lookMinutes: syncs.lookMinutes,
      },
      rhythm: syncs.rhythm,
      lateSince: syncs.lateSince,
      lastNewFileAt: syncs.lastNewFileAt,
      rhythmFrom: syncs.rhythmFrom,
      lookFailure: syncs.lookFailure,
      looksFailingSince: syncs.looksFailingSince,
      nextRunAt: syncs.nextRunAt,
      paused: syncs.paused,
      setup: syncs.setup,
      heldRunId: sql<string | null>`(select r.id from ${runs} r
        where r.org_id = ${syncs.orgId} and r.sync_id = ${syncs.id} and r.state = 'held')`,
      heldUntil: sql<Date | null>`(select r.expires_at from ${runs} r
        where r.org_id = ${syncs.orgId} and r.sync_id = ${syncs.id} and r.state = 'held')`.mapWith(
        runs.expiresAt,
      ),
      lastRun: {
        id: latest.id,
        state: latest.state,
        phase: latest.phase,
        trigger: latest.trigger,
        requestedBy: latest.requestedBy,
        createdAt: latest.createdAt,
        startedAt: latest.startedAt,
        finishedAt: latest.finishedAt,
        counts: latest.counts,
        failure: latest.failure,
      },
    })
    .from(syncs)
    .innerJoin(workspaces, and(eq(workspaces.orgId, syncs.orgId), eq(workspaces.id, syncs.workspaceId)))
    .leftJoin(
      remoteSources,
      and(eq(remoteSources.orgId, syncs.orgId), eq(remoteSources.id, syncs.remoteSourceId)),
    )
    .leftJoinLateral(latest, sql`true`)
    .where(and(inOrg(syncs, ctx), isNull(syncs.detachedAt), filter))
    .orderBy(asc(workspaces.name), asc(syncs.createdAt));
  return rows.map((row) => ({
    ...row,
    remoteSource: row.remoteSource && mentionOf(row.remoteSource),
    lastRun: row.lastRun?.id ? row.lastRun : null,
  }));
}

/** Filters of `selectSyncItems`. */
export const attachedToSource = isNotNull(syncs.remoteSourceId);
export const attachedTo = (remoteSourceId: string) => eq(syncs.remoteSourceId, remoteSourceId);
export const ofWorkspaceId = (workspaceId: string) => eq(syncs.workspaceId, workspaceId);
export const ofWorkspaceAndId = (workspaceId: string, id: string) =>
  and(eq(syncs.workspaceId, workspaceId), eq(syncs.id, id));

/** The last `most` runs that have begun, newest first. */
export async function selectLastRuns(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, most }: { syncId: string; most: number },
): Promise<RunSummary[]> {
  return tx
    .select(runSummary)
    .from(runs)
    .where(and(inWorkspace(runs, ctx), eq(runs.syncId, syncId)))
    .orderBy(desc(runs.createdAt))
    .limit(most);
}

const runSummary = {
  id: runs.id,
  state: runs.state,
  phase: runs.phase,
  trigger: runs.trigger,
  requestedBy: sql<string>`${runs.requestedByLabel}`.as("requested_by_shown"),
  createdAt: runs.createdAt,
  startedAt: runs.startedAt,
  finishedAt: runs.finishedAt,
  counts: runs.counts,
  failure: runs.failure,
} as const;

/**
 * Ends a sync in one statement. Its users stay as added by hand, or are removed (restorable for 30 days), but for authors
 * and admins; either way the sync lets go of them. Its runs stay for the history, those that wait are cancelled. Gives how
 * many active users there were, and how many of them are removed.
 */
export async function detachInOneStatement(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, users: fate, at }: { syncId: string; users: "keep" | "remove"; at: Date },
): Promise<{ users: number; removed: number }> {
  const removes = fate === "remove" ? sql`u.role = 'participant'` : sql`false`;
  const now = sql`${at.toISOString()}::timestamptz`;
  const [row] = await tx.execute<{ users: number; removed: number }>(sql`
    with was as materialized (
      select id, state, role, external_id, created_at from users
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and sync_id = ${syncId}
    ), let_go as (
      update users u
         set sync_id = null, external_id = null, fingerprint = null, edited_since_sync = false,
             state = case when ${removes} then 'removed' else u.state end,
             removed_at = case when ${removes} and u.state = 'active' then ${now} else u.removed_at end,
             version = u.version + 1, updated_at = ${now}
        from was
       where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = was.id
    ), ended as (
      update runs set state = 'cancelled', finished_at = now(),
             notes = notes || jsonb_build_array('The sync was detached before this run was decided or begun.')
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and sync_id = ${syncId}
         and state = any(${sql.param(statesBefore("cancelled").filter((state) => state !== "running"))}::text[])
    ), told as (
      -- Without the external ID nothing else would lead from a user to the line that created them.
      update changes c set user_id = was.id
        from was, runs r
       where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.sync_id = ${syncId}
         and c.org_id = r.org_id and c.run_id = r.id and c.kind = 'create' and c.user_id is null
         and c.status = any(r.applied_statuses) and was.external_id = ${syncId} || '#' || c.csv_id
         -- An ID that was handed on: who has it now was not made by every line that names it.
         and was.created_at in (r.applied_at, r.finished_at)
    ), told_users as (
      insert into outgoing_events (org_id, workspace_id, type, size, data, subjects)
      select ${ctx.orgId}, ${ctx.workspaceId}, case when e.goes then 'user.removed' else 'user.updated' end, count(*)::int,
             jsonb_build_object('by', ${ctx.actor.kind}::text, 'syncId', ${syncId}::text)
               || case when e.goes then '{}' else '{"changed": ["externalId"]}' end::jsonb, array_agg(e.id order by e.id)
        from (select u.id, ${removes} as goes, (row_number() over (partition by ${removes} order by u.id) - 1) / 500 as pack
                from was u where u.state = 'active') as e
       where exists (select from event_streams s where s.org_id = ${ctx.orgId} and 'user' = any(s.wants))
       group by e.goes, e.pack order by e.goes, e.pack
    ), over as (
      update sync_conditions set cleared_at = ${now}
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and sync_id = ${syncId} and cleared_at is null
    ), detached as (
      update syncs set detached_at = ${now}, remote_source_id = null, next_run_at = null, baseline = null,
             arrived_at = null, arriving_since = null, look_at = null, late_at = null, late_since = null
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${syncId}
    )
    select count(*) filter (where state = 'active')::int as users,
           count(*) filter (where state = 'active' and ${removes})::int as removed from was u`);
  return { users: row?.users ?? 0, removed: row?.removed ?? 0 };
}
