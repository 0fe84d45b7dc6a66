import { type SQL, sql } from "drizzle-orm";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { Baseline } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { isWanted } from "@/lib/events/streams.store";
import type { Addition } from "@/lib/model/field";
import type { RunLease } from "@/lib/model/run-ref";
import type { RunState, StateAfter } from "@/lib/model/run-state";
import { usersTold } from "@/lib/pipeline/apply/tell-users.store";
import { choicesKeyOf } from "@/lib/pipeline/choices";
import { additionsInto, deleteLeftTeams } from "@/lib/pipeline/persistence/additions.store";
import { HEALED, healedTodo, lockChoices, selectChoices } from "@/lib/pipeline/persistence/deleted.store";
import { planExpiry } from "@/lib/pipeline/persistence/runs.store";
import { createdStale, hasNewPrints, noteStale, promotePrints } from "@/lib/pipeline/prints/prints.store";

export type Applied = {
  state: RunState;
  created: number;
  updated: number;
  removed: number;
  restored: number;
  stale: number;
};

export type ApplyInput = {
  syncId: string;
  /** Which lines of the plan go now. */
  statuses: readonly ChangeStatus[];
  /** Options and teams that are created with the lines that use them. */
  additions?: readonly Addition[];
  /** How the run ends if nothing turned out stale. */
  state: StateAfter<"running">;
  /** What the sync's last good run becomes; undefined leaves it. */
  baseline?: Baseline | null;
  /** Of the fields, options and teams that the plan was made with; null or absent where that is not known. */
  choicesKey?: string | null;
  /** For an undo: users differ from the file afterwards, so that the next run has to look closely. */
  marksEdited?: boolean;
  /** The run that is undone. If it was an undo itself, the run that it undid counts again, and so on. */
  undoes?: string;
  /** Whether users are as the run's file says once these lines have gone, so that its prints become the sync's. */
  keepsPrints?: boolean;
  /** Called in the transaction, once the plan is applied: what is told of it beside the users themselves. */
  tells?: (tx: Tx) => Promise<void>;
};

/** For the undo of a return under a new ID: removed again, the user is whose and what they were. */
function givenBack(syncId: string): SQL {
  const was = (before: string, now: string) =>
    sql.raw(`${now} = case when t.old_csv_id is not null then ${before} else u.${now} end`);
  return sql`, external_id = case when t.old_csv_id is not null
      then coalesce(t.new_sync_id, ${syncId}) || '#' || t.csv_id else u.external_id end,
    sync_id = coalesce(t.new_sync_id, u.sync_id), ${was("t.email", "email")}, ${was("t.first_name", "first_name")},
    ${was("t.last_name", "last_name")}, ${was("t.mobile", "mobile")}, ${was("t.fields", "fields")},
    ${was("null", "fingerprint")}`;
}

/**
 * The apply room: a stored plan becomes real, in one statement that also writes the run's own row and counts. So it
 * happens whole or not at all, and at most once: the run has to be `running` under our fence, which the statement
 * ends. Users whose version moved since the plan are skipped and marked `stale`. Null when the run is not ours.
 */
export async function applyPlan(
  ctx: WorkspaceCtx,
  lease: RunLease,
  input: ApplyInput,
): Promise<Applied | null> {
  const { orgId, workspaceId } = ctx;
  const { runId } = lease;
  const { baseline, marksEdited = false, undoes } = input;
  const setsBaseline = baseline !== undefined;
  const additions = input.additions ?? [];
  const lines = sql`
      select * from changes
      where org_id = ${orgId} and run_id = ${runId} and status = any(${sql.param([...input.statuses])}::text[])
        and exists (select from gate)`;
  return ctx.db.run(async (tx) => {
    await lockChoices(tx, ctx, "shared");
    const now = await selectChoices(tx, ctx);
    const choices = choicesKeyOf(now) === input.choicesKey ? null : now;
    const isTold = await isWanted(tx, ctx, "user");
    const prints = { syncId: input.syncId, runId };
    const keepsPrints =
      input.keepsPrints === true && choices === null && (await hasNewPrints(tx, ctx, prints));
    await noteStale(tx, !keepsPrints);
    // The run is told last: whoever hears that it has ended has heard whom it changed.
    await tx.execute(sql`set constraints runs_tell deferred`);
    const rows = await tx.execute<Applied>(sql`
    with recursive gate as materialized (
      select id from runs
      where org_id = ${orgId} and workspace_id = ${workspaceId} and id = ${runId}
        and fence = ${lease.fence} and state = 'running' and phase = 'applying'
      for update
    ), ${choices ? healedTodo(lines, choices, additions) : sql`todo as not materialized (${lines})`}, removed as (
      update users u
      set state = 'removed', removed_at = now(), edited_since_sync = ${marksEdited}, version = u.version + 1,
          last_run_id = ${runId}, updated_at = now()${givenBack(input.syncId)}
      from todo t
      where t.kind = 'remove' and u.org_id = ${orgId} and u.workspace_id = ${workspaceId} and u.id = t.user_id
        and u.version = t.base_version and u.state = 'active' and u.role = 'participant'
      returning t.id, u.id as user_id
    ), written as (
      update users u
      set state = 'active', removed_at = null, sync_id = case when not t.unlinks then ${input.syncId} end,
          external_id = case when not t.unlinks then ${input.syncId} || '#' || t.csv_id end, email = t.email,
          first_name = t.first_name, last_name = t.last_name, mobile = t.mobile, fields = t.fields,
          fingerprint = t.fingerprint, edited_since_sync = ${marksEdited} and not t.unlinks, version = u.version + 1, last_run_id = ${runId}, updated_at = now()
      from todo t
      where t.kind in ('update', 'restore', 'relink') and u.org_id = ${orgId} and u.workspace_id = ${workspaceId}
        and u.id = t.user_id and u.version = t.base_version
      returning t.id, t.kind, u.id as user_id
    ), created as (
      insert into users (org_id, workspace_id, sync_id, external_id, email, first_name, last_name, mobile, fields,
                         fingerprint, last_run_id)
      select ${orgId}, ${workspaceId}, ${input.syncId}, ${input.syncId} || '#' || t.csv_id, t.email, t.first_name,
             t.last_name, t.mobile, t.fields, t.fingerprint, ${runId}
      from todo t where t.kind = 'create'
      returning id as user_id, external_id
    )${keepsPrints ? sql`` : createdStale(ctx, input.syncId)}${isTold ? usersTold(ctx, { runId, syncId: input.syncId }) : sql``}${additionsInto(ctx, runId, { additions, isUndo: marksEdited })}, stale as (
      update changes c set status = 'stale'
      where c.org_id = ${orgId} and c.run_id = ${runId} and c.id in (
        select id from todo where kind <> 'create' except (select id from removed union all select id from written)
      )
      returning 1
    )${choices ? HEALED : sql`, left_out as (select 0 as n)`}, tally as (
      select (select count(*) from created)::int as created,
             (select count(*) from written where kind <> 'restore')::int as updated,
             (select count(*) from removed)::int as removed,
             (select count(*) from written where kind = 'restore')::int as restored,
             (select count(*) from stale)::int as stale, (select n from left_out) as left_out
    ), done as (
      update runs r
      set state = case when tally.stale > 0 and ${input.state} <> 'held' then 'succeeded_with_issues'
                       else ${input.state} end,
          counts = r.counts || jsonb_build_object(
            'created', tally.created + coalesce((r.counts->>'created')::int * (r.applied_at is not null)::int, 0),
            'updated', tally.updated + coalesce((r.counts->>'updated')::int * (r.applied_at is not null)::int, 0),
            'removed', tally.removed + coalesce((r.counts->>'removed')::int * (r.applied_at is not null)::int, 0),
            'restored', tally.restored + coalesce((r.counts->>'restored')::int * (r.applied_at is not null)::int, 0)),
          previous_baseline = case when ${setsBaseline} then (
            select baseline from syncs where org_id = ${orgId} and id = ${input.syncId}) else r.previous_baseline end,
          applied_at = coalesce(r.applied_at, now()), applied_statuses = r.applied_statuses || ${sql.param([...input.statuses])}::text[], phase = null, lease_until = null,
          finished_at = case when ${input.state} = 'held' then null else now() end,
          expires_at = case when ${input.state} = 'held' then ${planExpiry(ctx, input.syncId)} else r.expires_at end,
          notes = r.notes || case when tally.stale > 0 then jsonb_build_array(
            tally.stale || ' planned change(s) were left alone, because their users were edited after the plan was made.')
            else '[]' end || case when tally.left_out > 0 then jsonb_build_array(
            tally.left_out || case tally.left_out when 1 then ' value was' else ' values were' end
              || ' left out, because the field, option or team was deleted after the plan was made.')
            else '[]' end
      from gate, tally where r.id = gate.id
      returning r.state, tally.*
    ), good as (
      update syncs s set baseline =
        case when ${setsBaseline} then ${baseline ? JSON.stringify(baseline) : null}::jsonb else s.baseline end
        || case when ${marksEdited} or tally.stale > 0 then '{"planKey": null}' else '{}' end::jsonb
      from gate, tally
      where s.org_id = ${orgId} and s.workspace_id = ${workspaceId} and s.id = ${input.syncId}
        and (${setsBaseline} or ${marksEdited})
    ), chain as (
      select id, undoes, decision, 0 as depth from runs
      where org_id = ${orgId} and workspace_id = ${workspaceId} and id = ${undoes ?? null}
      union all
      select r.id, r.undoes, r.decision, chain.depth + 1 from runs r
      join chain on r.id = chain.undoes and chain.decision = 'all'
      where r.org_id = ${orgId} and r.workspace_id = ${workspaceId}
    ), turned as (
      update runs r
      set state = case when c.depth % 2 = 0 then 'undone' else coalesce(r.state_before_undo, r.state) end,
          state_before_undo = case when c.depth % 2 = 0 then r.state end
      from chain c
      where r.org_id = ${orgId} and r.workspace_id = ${workspaceId} and r.id = c.id
        and (r.state = 'undone') = (c.depth % 2 = 1) and exists (select from gate)
    )
    select * from done`);
    const [applied] = rows;
    await noteStale(tx, true);
    if (applied && keepsPrints) await promotePrints(tx, ctx, { ...prints, statuses: input.statuses });
    if (applied && undoes) await deleteLeftTeams(tx, ctx, undoes);
    if (applied) await input.tells?.(tx);
    return applied ?? null;
  });
}
