import { sql } from "drizzle-orm";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
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
