import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { type AlertKind, DEFAULT_WAYS } from "@/lib/model/alert";

/** Whether a member may see what runs of the workspace do: by their role in the organization, or in the workspace. */
export function maySeeRuns(ctx: WorkspaceCtx): SQL {
  return sql`(m.role in ('owner', 'admin', 'viewer') or exists (
    select from workspace_members x where x.org_id = m.org_id and x.workspace_id = ${ctx.workspaceId}
       and x.account_id = m.account_id and x.role in ('admin', 'viewer')))`;
}

/** Members who follow a sync and may see its workspace now, with where they are told of one of `kinds`. */
function recipientsSql(
  ctx: WorkspaceCtx,
  { syncId, kinds }: { syncId: string; kinds: readonly AlertKind[] },
) {
  return sql`
    select m.account_id, bool_or(coalesce(p.mail, (s.choices -> k.kind ->> 'mail')::boolean, ${DEFAULT_WAYS.mail})) as mail,
           bool_or(coalesce(p.in_app, (s.choices -> k.kind ->> 'inApp')::boolean, ${DEFAULT_WAYS.inApp})) as in_app
      from members m cross join unnest(${sql.param([...kinds])}::text[]) as k(kind)
      left join sync_followers f on f.org_id = m.org_id and f.account_id = m.account_id and f.sync_id = ${syncId}
      left join alert_preferences p on p.org_id = m.org_id and p.account_id = m.account_id and p.kind = k.kind
      left join organization_alert_settings s on s.org_id = m.org_id
     where m.org_id = ${ctx.orgId} and ${maySeeRuns(ctx)} and coalesce(f.state, case m.role when 'owner' then 'following' end) = 'following'
     group by m.account_id`;
}

type Notice = {
  noticeId: string;
  syncId: string;
  kinds: readonly AlertKind[];
  /** For an end: the alert, since who never heard of it need not hear that it is over. */
  endedId?: string | null;
  /** For a changed key: of one source it is told once, whatever syncs it serves. */
  sourceId?: string | null;
};

/** Puts a notice before everyone who is to be told it. */
export async function addToInboxes(tx: Tx, ctx: WorkspaceCtx, notice: Notice): Promise<void> {
  const { noticeId, endedId = null, sourceId = null } = notice;
  const at = ctx.clock().toISOString();
  const isTold = sourceId
    ? sql`exists (
        select from inbox_items i join alert_notices n on n.org_id = i.org_id and n.id = i.notice_id
          join alerts a on a.org_id = n.org_id and a.id = n.alert_id
         where i.org_id = ${ctx.orgId} and i.account_id = r.account_id and n.id <> ${noticeId} and n.transition = 'raised'
           and a.kind = 'host_key' and a.cleared_at is null and a.detail ->> 'sourceId' = ${sourceId})`
    : sql`false`;
  const hasHeard = endedId
    ? sql`exists (
        select from inbox_items i join alert_notices n on n.org_id = i.org_id and n.id = i.notice_id
         where i.org_id = ${ctx.orgId} and i.account_id = r.account_id and n.alert_id = ${endedId})`
    : sql`true`;
  await tx.execute(sql`
    insert into inbox_items (org_id, workspace_id, account_id, notice_id, in_app, mail, created_at)
    select ${ctx.orgId}, ${ctx.workspaceId}, r.account_id, ${noticeId}, r.in_app, r.mail, ${at}::timestamptz
      from (${recipientsSql(ctx, notice)}) r
     where (r.mail or r.in_app) and not ${isTold} and ${hasHeard}
    on conflict do nothing`);
}

/** What was told of an alert that is over needs nobody's attention any more. */
export async function markSeen(tx: Tx, ctx: WorkspaceCtx, alertId: string): Promise<void> {
  await tx.execute(sql`
    update inbox_items i set read_at = ${ctx.clock().toISOString()}::timestamptz from alert_notices n
     where i.org_id = ${ctx.orgId} and i.workspace_id = ${ctx.workspaceId} and i.read_at is null
       and n.org_id = i.org_id and n.id = i.notice_id and n.alert_id = ${alertId} and n.transition <> 'cleared'`);
}
