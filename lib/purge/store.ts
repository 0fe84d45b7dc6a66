import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Db } from "@/lib/db/client";

export type Limits = { usersBefore: Date; runsBefore: Date; tokensBefore: Date };

/** Workspaces of all tenants that have something past its time. */
export async function purgeable(db: Db, { usersBefore, runsBefore, tokensBefore }: Limits) {
  const rows = await db.execute<{ orgId: string; workspaceId: string }>(sql`
    select org_id as "orgId", workspace_id as "workspaceId"
    from system_purgeable(${usersBefore.toISOString()}::timestamptz, ${runsBefore.toISOString()}::timestamptz,
                          ${tokensBefore.toISOString()}::timestamptz)`);
  return [...rows];
}

/** Deletes users for good who were removed before `before`; gives how many. */
export async function deleteRemovedUsers(ctx: WorkspaceCtx, before: Date): Promise<number> {
  const rows = await ctx.db.run((tx) =>
    tx.execute(sql`
      delete from users where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
        and state = 'removed' and removed_at < ${before.toISOString()}::timestamptz`),
  );
  return rows.count;
}

/** Deletes plans and issues of runs that ended before `before`, and marks the runs; gives how many. */
export async function deleteRunDetails(ctx: WorkspaceCtx, before: Date): Promise<number> {
  const rows = await ctx.db.run((tx) =>
    tx.execute(sql`
      with old as (
        update runs set purged_at = now(), file = null, columns = null, managers = null
        where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and purged_at is null
          and finished_at < ${before.toISOString()}::timestamptz
        returning id
      ), plans as (
        delete from changes where org_id = ${ctx.orgId} and run_id in (select id from old)
      ), reports as (
        delete from issues where org_id = ${ctx.orgId} and run_id in (select id from old)
      ), tallies as (
        delete from issue_tallies where org_id = ${ctx.orgId} and run_id in (select id from old)
      ), rows as (
        delete from skipped_rows where org_id = ${ctx.orgId} and run_id in (select id from old)
      )
      select id from old`),
  );
  return rows.length;
}
