import { sql } from "drizzle-orm";
import type { DeliveryView } from "@/lib/channels/views";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Db, Tx } from "@/lib/db/client";
import type { DeliveryAbout, DeliveryState, DeliveryVia } from "@/lib/model/channel";
import type { Locale } from "@/lib/model/locale";

/** Writes down whom a notice has to reach, once each, however often it is called. */
export async function insertNoticeDeliveries(
  tx: Tx,
  ctx: WorkspaceCtx,
  noticeId: string,
  accountIds: readonly string[],
): Promise<void> {
  await tx.execute(sql`
    insert into alert_deliveries (org_id, workspace_id, about, notice_id, via, account_id, channel_id, created_at)
    select ${ctx.orgId}, ${ctx.workspaceId}, 'notice', ${noticeId}, to_whom.via, to_whom.account_id, to_whom.channel_id,
           ${ctx.clock().toISOString()}::timestamptz
      from (select 'mail' as via, a as account_id, null::uuid as channel_id from unnest(${sql.param([...accountIds])}::uuid[]) a
            union all select kind, null, id from alert_channels where org_id = ${ctx.orgId}) to_whom
    on conflict do nothing`);
}

/** Ids of what a notice still has to reach. */
export async function selectWaiting(tx: Tx, ctx: WorkspaceCtx, noticeId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from alert_deliveries
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and notice_id = ${noticeId} and state = 'waiting'
     order by created_at, id`);
  return rows.map(({ id }) => id);
}

export type Delivery = {
  id: string;
  about: DeliveryAbout;
  via: DeliveryVia;
  state: DeliveryState;
  workspaceId: string | null;
  noticeId: string | null;
  accountId: string | null;
  channelId: string | null;
};

export async function selectDelivery(tx: Tx, ctx: Ctx, deliveryId: string): Promise<Delivery | undefined> {
  const [row] = await tx.execute<Delivery>(sql`
    select id, about, via, state, workspace_id as "workspaceId", notice_id as "noticeId", account_id as "accountId",
           channel_id as "channelId"
      from alert_deliveries where org_id = ${ctx.orgId} and id = ${deliveryId}`);
  return row;
}

type Attempt = { state: DeliveryState; failure: string | null };

/** Notes what became of an attempt. What was delivered stays so. */
export async function noteAttempt(
  tx: Tx,
  ctx: Ctx,
  deliveryId: string,
  { state, failure }: Attempt,
): Promise<void> {
  const endedAt = state === "waiting" ? null : ctx.clock().toISOString();
  await tx.execute(sql`
    update alert_deliveries
       set state = ${state}, failure = ${failure}, attempts = attempts + 1, ended_at = ${endedAt}::timestamptz
     where org_id = ${ctx.orgId} and id = ${deliveryId} and state = 'waiting'`);
}

/** Ends what was tried as often as it is. */
export async function giveUp(tx: Tx, ctx: Ctx, deliveryId: string): Promise<void> {
  await tx.execute(sql`
    update alert_deliveries set state = 'failed', ended_at = ${ctx.clock().toISOString()}::timestamptz
     where org_id = ${ctx.orgId} and id = ${deliveryId} and state = 'waiting'`);
}

export async function selectFailure(tx: Tx, ctx: Ctx, deliveryId: string): Promise<string | null> {
  const [row] = await tx.execute<{ failure: string | null }>(sql`
    select failure from alert_deliveries where org_id = ${ctx.orgId} and id = ${deliveryId}`);
  return row?.failure ?? null;
}

type Test = { via: DeliveryVia; accountId: string | null; channelId: string | null };

export async function insertTest(tx: Tx, ctx: Ctx, { via, accountId, channelId }: Test): Promise<string> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into alert_deliveries (org_id, about, via, account_id, channel_id, created_at)
    values (${ctx.orgId}, 'test', ${via}, ${accountId}, ${channelId}, ${ctx.clock().toISOString()}::timestamptz)
    returning id`);
  return row?.id ?? "";
}

type Page = { before: string | null; limit: number };

/** Newest first. `before`: the last delivery of the page before. */
export async function selectDeliveries(tx: Tx, ctx: Ctx, { before, limit }: Page): Promise<DeliveryView[]> {
  type Raw = Omit<DeliveryView, "createdAt" | "endedAt"> & { createdAt: string; endedAt: string | null };
  const rows = await tx.execute<Raw>(sql`
    select d.id, d.about, d.via, coalesce(c.name, acc.name, '') as recipient, d.state, d.attempts, d.failure,
      d.created_at as "createdAt", d.ended_at as "endedAt",
      case when a.id is not null then jsonb_build_object('kind', a.kind, 'transition', n.transition, 'sync', s.name,
        'workspace', w.name) end as alert
    from alert_deliveries d
      left join alert_channels c on c.org_id = d.org_id and c.id = d.channel_id
      left join members m on m.org_id = d.org_id and m.account_id = d.account_id
      left join accounts acc on acc.id = m.account_id
      left join alert_notices n on n.org_id = d.org_id and n.id = d.notice_id
      left join alerts a on a.org_id = n.org_id and a.id = n.alert_id
      left join syncs s on s.org_id = a.org_id and s.id = a.sync_id
      left join workspaces w on w.org_id = a.org_id and w.id = a.workspace_id
    where d.org_id = ${ctx.orgId} ${
      before
        ? sql`and (d.created_at, d.id) < (select b.created_at, b.id from alert_deliveries b
                where b.org_id = ${ctx.orgId} and b.id = ${before})`
        : sql``
    }
    order by d.created_at desc, d.id desc limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    endedAt: row.endedAt ? new Date(row.endedAt) : null,
  }));
}

export type Member = { accountId: string; email: string; name: string; language: Locale | null };

/** A member to write to; undefined when they have left, or their address was never verified. */
export async function selectMember(tx: Tx, ctx: Ctx, accountId: string): Promise<Member | undefined> {
  const [row] = await tx.execute<Member>(sql`
    select c.id as "accountId", c.email, c.name, c.language from members m join accounts c on c.id = m.account_id
     where m.org_id = ${ctx.orgId} and m.account_id = ${accountId} and c.email_verified_at is not null`);
  return row;
}

/** Organizations whose digest is sent on this day of the week (Monday is 1): ids only. */
export async function selectDigestOrgs(db: Db, weekday: number): Promise<string[]> {
  const rows = await db.execute<{ orgId: string }>(
    sql`select org_id as "orgId" from system_digest_organizations(${weekday}::smallint)`,
  );
  return rows.map(({ orgId }) => orgId);
}

/** Deletes lines of the log from before an instant. */
export async function deleteOldDeliveries(tx: Tx, { orgId }: { orgId: string }, before: Date): Promise<void> {
  await tx.execute(sql`
    delete from alert_deliveries where org_id = ${orgId} and created_at < ${before.toISOString()}::timestamptz`);
}
