import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { OpenPlan, PlaceChanges, RowErrors, SyncChanges } from "@/lib/overview/views";

type Place = { syncName: string; workspaceName: string; workspaceSlug: string };

/** Plans of the workspaces that are pending approval, the first to expire at the front. */
export async function selectOpenPlans(
  tx: Tx,
  ctx: Ctx,
  workspaceIds: readonly string[],
): Promise<OpenPlan[]> {
  type Row = Omit<OpenPlan, "sync" | "workspace" | "plannedAt" | "expiresAt"> &
    Place & { syncId: string; plannedAt: string; expiresAt: string | null };
  const rows = await tx.execute<Row>(sql`
    select r.id as "runId", r.sync_id as "syncId", s.name as "syncName", w.name as "workspaceName", w.slug as "workspaceSlug",
           r.undoes is not null as "isUndo", r.applied_at is not null as "isPart", r.counts, r.guards,
           r.created_at as "plannedAt", r.expires_at as "expiresAt"
      from runs r join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
        join workspaces w on w.org_id = r.org_id and w.id = r.workspace_id
     where r.org_id = ${ctx.orgId} and r.workspace_id = any(${sql.param([...workspaceIds])}::uuid[]) and r.state = 'held'
     order by r.expires_at nulls last, r.created_at, r.id`);
  return rows.map(({ syncId, syncName, workspaceName, workspaceSlug, plannedAt, expiresAt, ...row }) => ({
    ...row,
    sync: { id: syncId, name: syncName },
    workspace: { name: workspaceName, slug: workspaceSlug },
    plannedAt: new Date(plannedAt),
    expiresAt: expiresAt ? new Date(expiresAt) : null,
  }));
}

/** Row errors of the workspaces that stand since their followers were told, as the marks of the menu count them. */
export async function selectRowErrors(
  tx: Tx,
  ctx: Ctx,
  workspaceIds: readonly string[],
): Promise<RowErrors[]> {
  const rows = await tx.execute<Omit<RowErrors, "since"> & { since: string }>(sql`
    select a.sync_id as "syncId", a.raised_at as since, coalesce((a.detail ->> 'errors')::float8, 0) as count
      from alerts a
     where a.org_id = ${ctx.orgId} and a.workspace_id = any(${sql.param([...workspaceIds])}::uuid[])
       and a.kind = 'row_errors' and a.cleared_at is null`);
  return rows.map((row) => ({ ...row, since: new Date(row.since) }));
}

/** What was applied since an instant, by sync, those that changed most at the front; from the index of applied runs. */
export async function selectChanges(
  tx: Tx,
  ctx: Ctx,
  { workspaceIds, since }: { workspaceIds: readonly string[]; since: Date },
): Promise<SyncChanges[]> {
  const sum = (name: string) => sql`coalesce(sum((r.counts ->> ${name}::text)::bigint), 0)::float8`;
  type Row = Omit<SyncChanges, "name" | "workspace" | "lastAt"> & Place & { lastAt: string };
  const rows = await tx.execute<Row>(sql`
    select c.*, s.name as "syncName", w.name as "workspaceName", w.slug as "workspaceSlug"
      from (
        select r.org_id, r.workspace_id, r.sync_id as "syncId", count(*)::int as runs,
               (array_agg(r.id order by r.applied_at desc))[1] as "lastRunId", max(r.applied_at) as "lastAt",
               ${sum("created")} as created, ${sum("updated")} as updated, ${sum("removed")} as removed,
               ${sum("restored")} as restored, ${sum("errors")} as errors
          from runs r
         where r.org_id = ${ctx.orgId} and r.workspace_id = any(${sql.param([...workspaceIds])}::uuid[])
           and r.applied_at >= ${since.toISOString()}::timestamptz
         group by r.org_id, r.workspace_id, r.sync_id
      ) as c
      join syncs s on s.org_id = c.org_id and s.workspace_id = c.workspace_id and s.id = c."syncId"
      join workspaces w on w.org_id = c.org_id and w.id = c.workspace_id
     where c.created + c.updated + c.removed + c.restored > 0
     order by c.created + c.updated + c.removed + c.restored desc, s.name`);
  return rows.map(({ syncName, workspaceName, workspaceSlug, lastAt, ...row }) => ({
    ...row,
    name: syncName,
    workspace: { name: workspaceName, slug: workspaceSlug },
    lastAt: new Date(lastAt),
  }));
}

/** Lists, pages and teams that runs applied since an instant have brought people to or taken from, and how many there are. */
export async function selectPlaces(
  tx: Tx,
  ctx: Ctx,
  { workspaceIds, since, most }: { workspaceIds: readonly string[]; since: Date; most: number },
): Promise<{ places: PlaceChanges[]; count: number }> {
  type Row = Omit<PlaceChanges, "workspace"> & Omit<Place, "syncName"> & { count: number };
  const rows = await tx.execute<Row>(sql`
    select e.kind, e.id::float8 as id, e.name, e.gained, e.lost, e."runId", e.count,
           w.name as "workspaceName", w.slug as "workspaceSlug"
      from (
        select r.workspace_id, e.kind, e.id, (array_agg(e.name order by r.applied_at desc))[1] as name,
               sum(e.gained)::float8 as gained, sum(e.lost)::float8 as lost,
               (array_agg(r.id order by r.applied_at desc))[1] as "runId", (count(*) over ())::int as count
          from runs r
         cross join lateral jsonb_to_recordset(r.effects) as e(kind text, id bigint, name text, gained bigint, lost bigint)
         where r.org_id = ${ctx.orgId} and r.workspace_id = any(${sql.param([...workspaceIds])}::uuid[])
           and r.applied_at >= ${since.toISOString()}::timestamptz
         group by r.workspace_id, e.kind, e.id
         order by sum(e.gained) + sum(e.lost) desc, e.kind, e.id limit ${most}
      ) as e join workspaces w on w.org_id = ${ctx.orgId} and w.id = e.workspace_id
     order by e.gained + e.lost desc, e.name`);
  return {
    count: rows[0]?.count ?? 0,
    places: rows.map(({ count: _, workspaceName, workspaceSlug, ...row }) => ({
      ...row,
      workspace: { name: workspaceName, slug: workspaceSlug },
    })),
  };
}
