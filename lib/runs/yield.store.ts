import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { RunMode } from "@/lib/model/run";
import type { RunLease } from "@/lib/model/run-ref";

type Plan = {
  syncId: string;
  lease: RunLease;
  mode: RunMode;
  /** Of a plan that waits as a whole; null for one of which only what it takes away waits. */
  whole: { guards: string[]; mappingVersion: number | null; choicesKey: string | null } | null;
};

/** Of a plan that waits as a whole: what it takes away. Of one whose rest goes: all that waits, to be told apart. */
const compared = (ctx: WorkspaceCtx, runId: SQL, isWhole: boolean) => sql`
  select kind, coalesce(user_id::text, csv_id) as who, case when kind <> 'remove' then fields end as fields,
         case when kind <> 'remove' and ${!isWhole} then array[email, first_name, last_name, mobile] end as person from changes
   where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
     and ${isWhole ? sql`status in ('planned', 'waiting') and (kind = 'remove' or takes_teams)` : sql`status = 'waiting'`}`;

/**
 * Lets a plan that is pending keep its place when the one of this run would take the same away from the same users, and is
 * held for the same reason: then gives its id, and leaves those lines out of this run's plan. Else null, and nothing is
 * changed. The pending plan is locked until the transaction ends, so that nobody decides about it in between.
 */
export async function yieldToPending(tx: Tx, ctx: WorkspaceCtx, plan: Plan): Promise<string | null> {
  const { syncId, lease, mode, whole } = plan;
  const isSameHold = whole
    ? sql`applied_at is null and mapping_version is not distinct from ${whole.mappingVersion}::int
        and choices_key is not distinct from ${whole.choicesKey}::text
        and array(select distinct g ->> 'code' from jsonb_array_elements(guards) g order by 1)
          = ${sql.param([...new Set(whole.guards)].sort())}::text[]`
    : sql`applied_at is not null`;
  const [held] = await tx.execute<{ id: string }>(sql`
    select id from runs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and sync_id = ${syncId}
      and state = 'held' and intent = 'apply' and undoes is null and mode = ${mode} and expires_at > now() and ${isSameHold}
    for update`);
  if (!held) return null;
  const isWhole = whole !== null;
  const ours = compared(ctx, sql`${lease.runId}::uuid`, isWhole);
  const theirs = compared(ctx, sql`${held.id}::uuid`, isWhole);
  const [same] = await tx.execute<{ isSame: boolean }>(sql`
    select exists (${ours}) and not exists (${ours} except ${theirs}) and not exists (${theirs} except ${ours}) as "isSame"`);
  if (!same?.isSame) return null;
  const ofRun = sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${lease.runId}
    and exists (select from runs r where r.org_id = ${ctx.orgId} and r.id = ${lease.runId} and r.fence = ${lease.fence}
                and r.state = 'running')`;
  await tx.execute(
    whole
      ? sql`delete from changes where ${ofRun}`
      : sql`update changes set status = 'left_out' where ${ofRun} and status = 'waiting'`,
  );
  // Newer files are applied beside it: once it is approved, the next file has to be read whatever its bytes are.
  await tx.execute(sql`update runs set plan_key = null where org_id = ${ctx.orgId} and id = ${held.id}`);
  return held.id;
}
