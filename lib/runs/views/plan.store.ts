import { sql } from "drizzle-orm";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { UserValues } from "@/lib/model/user";
import type { Need } from "@/lib/runs/views/types";

type Query = { runId: string; changeIds: readonly number[]; statuses: readonly ChangeStatus[] };

/** A chain of freed addresses is followed no further than this: rotations of more people are rare. */
const CHAIN_MAX = 50;

/** For each of the lines: the lines of these standings that have to go with it, because one frees the other's address. */
export async function selectNeeds(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, changeIds, statuses }: Query,
): Promise<(Need & { of: number })[]> {
  return tx.execute<Need & { of: number }>(sql`
    with recursive open as materialized (
      select id, csv_id, kind, depends_on from changes
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
         and status = any(${sql.param([...statuses])}::text[])
    ), linked as materialized (
      select * from open where depends_on is not null
       union select * from open where csv_id in (select depends_on from open)
    ), need as (
      select id as root, depends_on as wants, 1 as step from linked
       where id = any(${sql.param([...changeIds])}::bigint[]) and depends_on is not null
      union
      select need.root, linked.depends_on, need.step + 1 from need join linked on linked.csv_id = need.wants
       where linked.depends_on is not null and need.step < ${CHAIN_MAX}
    )
    select distinct need.root::float8 as of, linked.id::float8 as id, linked.csv_id as "csvId", linked.kind
      from need join linked on linked.csv_id = need.wants
     where linked.id <> need.root`);
}

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
