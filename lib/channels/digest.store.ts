import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { AlertKind } from "@/lib/model/alert";

export type DigestSync = {
  name: string;
  workspace: string;
  runs: number;
  failed: number;
  created: number;
  updated: number;
  removed: number;
  /** What is so now. */
  alerts: AlertKind[];
};

/**
 * Syncs and the members who follow each: those who chose to, who set it up, and owners unless they chose not to. Guests of
 * the organization follow those of the workspaces that they have a role in.
 */
const followed = (ctx: Ctx) => sql`
  select m.account_id, s.id, s.name, s.workspace_id from members m
    join syncs s on s.org_id = m.org_id
    left join sync_followers f on f.org_id = m.org_id and f.account_id = m.account_id and f.sync_id = s.id
   where m.org_id = ${ctx.orgId} and s.remote_source_id is not null
     and coalesce(f.state, case m.role when 'owner' then 'following' end) = 'following'
     and (m.role <> 'guest' or exists (select from workspace_members g
       where g.org_id = m.org_id and g.workspace_id = s.workspace_id and g.account_id = m.account_id))`;

/** Writes down one digest for each member who follows a sync; gives those of the day that still have to be delivered. */
export async function insertDigests(tx: Tx, ctx: Ctx, day: string): Promise<string[]> {
  await tx.execute(sql`
    insert into alert_deliveries (org_id, about, digest_day, via, account_id, created_at)
    select distinct ${ctx.orgId}::uuid, 'digest', ${day}::date, 'mail', f.account_id, ${ctx.clock().toISOString()}::timestamptz
      from (${followed(ctx)}) f join accounts c on c.id = f.account_id and c.email_verified_at is not null
    on conflict do nothing`);
  const rows = await tx.execute<{ id: string }>(sql`
    select id from alert_deliveries where org_id = ${ctx.orgId} and digest_day = ${day}::date and state = 'waiting'`);
  return rows.map(({ id }) => id);
}

/** What the syncs that a member follows did since then, those that need someone first. */
export async function selectDigestSyncs(
  tx: Tx,
  ctx: Ctx,
  { accountId, since }: { accountId: string; since: Date },
): Promise<DigestSync[]> {
  const sum = (name: string) =>
    sql`coalesce(sum((r.counts ->> ${name})::int) filter (where r.applied_at is not null), 0)::int`;
  const rows = await tx.execute<DigestSync>(sql`
    select s.name, w.name as workspace, count(r.id)::int as runs,
      (count(r.id) filter (where r.state = 'failed'))::int as failed,
      ${sum("created")} as created, ${sum("updated")} as updated, ${sum("removed")} as removed,
      coalesce((select jsonb_agg(a.kind order by a.raised_at) from alerts a
        where a.org_id = ${ctx.orgId} and a.sync_id = s.id and a.cleared_at is null), '[]') as alerts
    from (${followed(ctx)}) s
      join workspaces w on w.org_id = ${ctx.orgId} and w.id = s.workspace_id
      left join runs r on r.org_id = ${ctx.orgId} and r.sync_id = s.id and r.created_at >= ${since.toISOString()}::timestamptz
    where s.account_id = ${accountId}
    group by s.id, s.name, w.name
    order by jsonb_array_length(coalesce((select jsonb_agg(1) from alerts a
        where a.org_id = ${ctx.orgId} and a.sync_id = s.id and a.cleared_at is null), '[]')) desc, w.name, s.name`);
  return [...rows];
}
