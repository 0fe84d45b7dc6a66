import { sql } from "drizzle-orm";
import type { RunFailure } from "@/drizzle/schema/runs";
import { maySeeRuns } from "@/lib/alerts/recipients.store";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { AlertDetail, AlertKind, AlertTransition } from "@/lib/model/alert";
import type { GuardTrip } from "@/lib/model/guard";
import type { ChangeKind } from "@/lib/model/plan";
import type { Counts } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";

export type NoticeRow = {
  id: string;
  kind: AlertKind;
  transition: AlertTransition;
  also: AlertKind[];
  ends: AlertKind[];
  at: Date;
  raisedAt: Date;
  clearedAt: Date | null;
  detail: AlertDetail;
  organization: { name: string; slug: string };
  workspace: { name: string; slug: string };
  sync: { id: string; name: string };
  source: { id: string; name: string } | null;
  run: NoticeRun | null;
};

type NoticeRun = {
  id: string;
  state: RunState;
  createdAt: Date;
  path: string | null;
  failure: RunFailure | null;
  guards: GuardTrip[];
  counts: Counts | null;
  expiresAt: Date | null;
  isPartlyApplied: boolean;
  isPurged: boolean;
  supersededBy: string | null;
};

/** A notice of the workspace with what it is about, as it is now; undefined when there is none. */
export async function selectNotice(
  tx: Tx,
  ctx: WorkspaceCtx,
  noticeId: string,
): Promise<NoticeRow | undefined> {
  // Instants inside JSON are text; the driver reads those of columns.
  type Raw = Omit<NoticeRow, "at" | "raisedAt" | "clearedAt" | "run"> & {
    at: string;
    raisedAt: string;
    clearedAt: string | null;
    run:
      | (Omit<NoticeRun, "createdAt" | "expiresAt"> & { createdAt: string; expiresAt: string | null })
      | null;
  };
  const [row] = await tx.execute<Raw>(sql`
    select n.id, a.kind, n.transition, n.also, n.ends, n.at, a.raised_at as "raisedAt", a.cleared_at as "clearedAt", a.detail,
      jsonb_build_object('name', o.name, 'slug', o.slug) as organization,
      jsonb_build_object('name', w.name, 'slug', w.slug) as workspace,
      jsonb_build_object('id', s.id, 'name', s.name) as sync,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as source,
      case when r.id is not null then jsonb_build_object('id', r.id, 'state', r.state, 'createdAt', r.created_at,
        'path', r.source ->> 'path', 'failure', r.failure, 'guards', r.guards, 'counts', r.counts, 'expiresAt', r.expires_at,
        'isPartlyApplied', r.applied_at is not null, 'isPurged', r.purged_at is not null, 'supersededBy', r.superseded_by) end as run
    from alert_notices n join alerts a on a.org_id = n.org_id and a.id = n.alert_id
      join organizations o on o.id = n.org_id
      join workspaces w on w.org_id = n.org_id and w.id = n.workspace_id
      join syncs s on s.org_id = a.org_id and s.id = a.sync_id
      left join remote_sources c on c.org_id = s.org_id and c.id = s.remote_source_id
      left join runs r on r.org_id = n.org_id and r.workspace_id = n.workspace_id and r.id = n.run_id
    where n.org_id = ${ctx.orgId} and n.workspace_id = ${ctx.workspaceId} and n.id = ${noticeId}`);
  if (!row) return undefined;
  const { run } = row;
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...row,
    at: new Date(row.at),
    raisedAt: new Date(row.raisedAt),
    clearedAt: date(row.clearedAt),
    run: run && { ...run, createdAt: new Date(run.createdAt), expiresAt: date(run.expiresAt) },
  };
}

export type PlanPerson = { name: string; kind: ChangeKind };

/** Some people of a plan that nobody has decided about, those who lose most first. */
export async function selectPlanPeople(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, most }: { runId: string; most: number },
): Promise<PlanPerson[]> {
  const rows = await tx.execute<PlanPerson>(sql`
    select kind, coalesce(nullif(trim(coalesce(first_name, before ->> 'firstName', '') || ' '
             || coalesce(last_name, before ->> 'lastName', '')), ''), email, before ->> 'email', csv_id) as name
      from changes
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId} and status in ('planned', 'waiting')
     order by kind <> 'remove', not coalesce(takes_teams, false), kind <> 'relink', id limit ${most}`);
  return [...rows];
}

/** Members who are to get a notice by mail, and may still see its workspace. */
export async function selectMailed(
  tx: Tx,
  ctx: WorkspaceCtx,
  noticeId: string,
): Promise<{ accountId: string; email: string; name: string }[]> {
  const rows = await tx.execute<{ accountId: string; email: string; name: string }>(sql`
    select c.id as "accountId", c.email, c.name from inbox_items i
      join members m on m.org_id = i.org_id and m.account_id = i.account_id
      join accounts c on c.id = m.account_id
     where i.org_id = ${ctx.orgId} and i.workspace_id = ${ctx.workspaceId} and i.notice_id = ${noticeId} and i.mail
       and c.email_verified_at is not null and ${maySeeRuns(ctx)}
     order by c.email`);
  return [...rows];
}

/** Notes that a job delivers the notice; false when one did before. */
export async function markHanded(tx: Tx, ctx: WorkspaceCtx, noticeId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    update alert_notices set handed_at = ${ctx.clock().toISOString()}::timestamptz
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${noticeId} and handed_at is null`);
  return rows.count > 0;
}
