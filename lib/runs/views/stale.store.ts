import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { UserValues } from "@/lib/model/user";

type StaleEvent = {
  userId: number;
  kind: string;
  by: string;
  /** ISO instant. */
  at: string;
  before: UserValues | null;
  after: UserValues | null;
};

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/** What members and other runs did to users since the run's plan was begun, the first of it first. */
export async function selectStaleEvents(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, userIds }: { runId: string; userIds: readonly number[] },
): Promise<StaleEvent[]> {
  const ids = sql`${sql.param([...userIds])}::bigint[]`;
  return tx.execute<StaleEvent>(sql`
    with planned as (
      select started_at as since from runs
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${runId}
    )
    select e.user_id::float8 as "userId", e.kind, e.actor_label as by, to_char(e.at at time zone 'UTC', ${ISO}) as at,
           e.before, e.after, e.at as moment
      from user_edits e, planned
     where e.org_id = ${ctx.orgId} and e.workspace_id = ${ctx.workspaceId} and e.user_id = any(${ids}) and e.at > planned.since
    union all
    select c.user_id::float8, c.kind, s.name, to_char(r.applied_at at time zone 'UTC', ${ISO}), c.before,
           case when c.kind <> 'remove' then jsonb_build_object('email', c.email, 'firstName', c.first_name,
             'lastName', c.last_name, 'mobile', c.mobile, 'fields', coalesce(c.fields, '{}')) end, r.applied_at
      from changes c
      join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
      join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id, planned
     where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.user_id = any(${ids})
       and c.status = any(r.applied_statuses) and r.applied_at > planned.since and r.id <> ${runId}
     order by moment`);
}
