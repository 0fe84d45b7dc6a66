import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { ViewPlace } from "@/lib/model/saved-view";

export type ViewRow = { id: number; name: string; isShared: boolean; createdBy: string; place: ViewPlace };

/** The shared views of the workspace and those of one account, by name. */
export async function selectViews(tx: Tx, ctx: WorkspaceCtx, accountId: string | null): Promise<ViewRow[]> {
  const rows = await tx.execute<ViewRow>(sql`
    select id::float8 as id, name, account_id is null as "isShared", created_by as "createdBy", place from saved_views
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and (account_id is null or account_id = ${accountId}::uuid)
     order by account_id is not null, lower(name), id`);
  return [...rows];
}

type Written = { name: string; place: ViewPlace; accountId: string | null };

/** Saves a view of an account, or a shared one for null; one of the same name is replaced. */
export async function putView(
  tx: Tx,
  ctx: WorkspaceCtx,
  { name, place, accountId }: Written,
): Promise<number> {
  const at = sql`${ctx.clock().toISOString()}::timestamptz`;
  const kept = JSON.stringify(place);
  const [row] = await tx.execute<{ id: number }>(sql`
    with had as (
      update saved_views set place = ${kept}::jsonb, created_by = ${ctx.actor.label}, updated_at = ${at}
       where id = (select id from saved_views where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
          and account_id is not distinct from ${accountId}::uuid and lower(name) = lower(${name}) order by id limit 1)
      returning id
    ), made as (
      insert into saved_views (org_id, workspace_id, account_id, name, created_by, place, created_at, updated_at)
      select ${ctx.orgId}, ${ctx.workspaceId}, ${accountId}::uuid, ${name}, ${ctx.actor.label}, ${kept}::jsonb, ${at}, ${at}
       where not exists (select from had) returning id
    )
    select id::float8 as id from had union all select id::float8 from made`);
  return row?.id ?? 0;
}

/** How many views an account has, or are shared. */
export async function countViews(tx: Tx, ctx: WorkspaceCtx, accountId: string | null): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from saved_views where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and account_id is not distinct from ${accountId}::uuid`);
  return row?.n ?? 0;
}

type Renamed = { id: number; name: string; accountId: string | null };

/**
 * Gives a view of the account, or a shared one for null, another name. `taken`: one of theirs has it already; null when there
 * is no such view, else the name it had.
 */
export async function renameViewRow(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, name, accountId }: Renamed,
): Promise<{ had: string } | "taken" | null> {
  const own = sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and account_id is not distinct from ${accountId}::uuid`;
  const rows = await tx.execute<{ id: number; name: string }>(sql`
    select id::float8 as id, name from saved_views where ${own} and (id = ${id} or lower(name) = lower(${name}))
     order by id for update`);
  const view = rows.find((row) => row.id === id);
  if (!view) return null;
  if (rows.length > 1) return "taken";
  await tx.execute(sql`update saved_views set name = ${name}, updated_at = ${ctx.clock().toISOString()}::timestamptz
     where ${own} and id = ${id}`);
  return { had: view.name };
}

/** Deletes a view of the account, or a shared one for null. False when there is none. */
export async function deleteViewRow(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, accountId }: { id: number; accountId: string | null },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    delete from saved_views where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${id}
       and account_id is not distinct from ${accountId}::uuid`);
  return rows.count > 0;
}
