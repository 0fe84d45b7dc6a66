import { type SQL, sql } from "drizzle-orm";
import type { InboxItem, OpenAlert } from "@/lib/alerts/views";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

/** What an account is told in the app, of workspaces that it may see: all rows of a transaction are of such. */
const mine = (ctx: Ctx, accountId: string): SQL =>
  sql`i.org_id = ${ctx.orgId} and i.account_id = ${accountId} and i.in_app`;

/** Newest first. `before`: the last item of the page before. */
export async function selectInbox(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  { before, limit, unreadOnly }: { before: string | null; limit: number; unreadOnly: boolean },
): Promise<InboxItem[]> {
  const rows = await tx.execute<Omit<InboxItem, "at" | "readAt"> & { at: string; readAt: string | null }>(sql`
    select n.id, a.kind, n.transition, n.also, n.ends, n.at, i.read_at as "readAt", n.run_id as "runId",
      a.cleared_at is null as "isOpen", a.detail, s.id as "syncId", s.name as "syncName", w.slug as "workspaceSlug",
      w.name as "workspaceName", s.remote_source_id as "sourceId"
    from inbox_items i join alert_notices n on n.org_id = i.org_id and n.id = i.notice_id
      join alerts a on a.org_id = n.org_id and a.id = n.alert_id
      join syncs s on s.org_id = a.org_id and s.id = a.sync_id
      join workspaces w on w.org_id = a.org_id and w.id = a.workspace_id
    where ${mine(ctx, accountId)} ${unreadOnly ? sql`and i.read_at is null` : sql``}
      ${
        before
          ? sql`and (i.created_at, i.notice_id) < (select b.created_at, b.notice_id from inbox_items b
        where b.org_id = ${ctx.orgId} and b.account_id = ${accountId} and b.notice_id = ${before})`
          : sql``
      }
    order by i.created_at desc, i.notice_id desc limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    at: new Date(row.at),
    readAt: row.readAt ? new Date(row.readAt) : null,
  }));
}

export async function countUnread(tx: Tx, ctx: Ctx, accountId: string): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from inbox_items i join workspaces w on w.org_id = i.org_id and w.id = i.workspace_id
     where ${mine(ctx, accountId)} and i.read_at is null`);
  return row?.n ?? 0;
}

/** Marks items as read, or all of them; gives how many were not. */
export async function setRead(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  noticeIds: readonly string[] | null,
): Promise<number> {
  const rows = await tx.execute(sql`
    update inbox_items i set read_at = ${ctx.clock().toISOString()}::timestamptz
     where ${mine(ctx, accountId)} and i.read_at is null
       ${noticeIds ? sql`and i.notice_id = any(${sql.param([...noticeIds])}::uuid[])` : sql``}`);
  return rows.count;
}

/** Marks what an account was told about a run as read. */
export async function setReadOfRun(
  tx: Tx,
  ctx: WorkspaceCtx,
  accountId: string,
  runId: string,
): Promise<number> {
  const rows = await tx.execute(sql`
    update inbox_items i set read_at = ${ctx.clock().toISOString()}::timestamptz from alert_notices n
     where ${mine(ctx, accountId)} and i.workspace_id = ${ctx.workspaceId} and i.read_at is null
       and n.org_id = i.org_id and n.id = i.notice_id and n.run_id = ${runId}`);
  return rows.count;
}

/** The open alerts of a workspace, the newest first. */
export async function selectOpen(tx: Tx, ctx: WorkspaceCtx): Promise<OpenAlert[]> {
  const rows = await tx.execute<Omit<OpenAlert, "raisedAt"> & { raisedAt: string }>(sql`
    select a.id, a.kind, a.run_id as "runId", a.raised_at as "raisedAt", a.detail, s.id as "syncId", s.name as "syncName"
      from alerts a join syncs s on s.org_id = a.org_id and s.workspace_id = a.workspace_id and s.id = a.sync_id
     where a.org_id = ${ctx.orgId} and a.workspace_id = ${ctx.workspaceId} and a.cleared_at is null
     order by a.raised_at desc, a.id`);
  return rows.map((row) => ({ ...row, raisedAt: new Date(row.raisedAt) }));
}

/** How many syncs have something wrong, and how many plans are pending, by workspace; those that have neither are left out. */
export async function selectMarks(
  tx: Tx,
  ctx: Ctx,
): Promise<{ slug: string; syncs: number; runs: number }[]> {
  const rows = await tx.execute<{ slug: string; syncs: number; runs: number }>(sql`
    select w.slug, (count(distinct a.sync_id) filter (where a.kind <> 'pending'))::int as syncs,
           (count(*) filter (where a.kind = 'pending'))::int as runs
      from alerts a join workspaces w on w.org_id = a.org_id and w.id = a.workspace_id
     where a.org_id = ${ctx.orgId} and a.cleared_at is null
     group by w.slug`);
  return [...rows];
}
