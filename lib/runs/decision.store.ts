import { and, eq, type SQL, sql } from "drizzle-orm";
import { runs } from "@/drizzle/schema";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { RunDecision } from "@/drizzle/schema/runs";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { StateAfter } from "@/lib/model/run-state";
import type { RunRow } from "@/lib/runs/store";

export type Decision = {
  decision: RunDecision;
  /** Back to the queue, or to its end. */
  state: Exclude<StateAfter<"held">, "superseded">;
  /** For `ticked`: the lines to apply; everything else is left out. */
  changeIds?: readonly number[];
};

/** Records the actor's decision on a held run; null when it is not held any more, or has expired. */
export async function recordDecision(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
  { decision, state }: Decision,
): Promise<RunRow | null> {
  const rows = await tx
    .update(runs)
    .set({
      decision,
      state,
      decidedBy: ctx.actor.label,
      decidedAt: sql`now()`,
      phase: state === "queued" ? "applying" : null,
      finishedAt: state === "queued" ? null : sql`now()`,
    })
    .where(
      and(
        eq(runs.orgId, ctx.orgId),
        eq(runs.workspaceId, ctx.workspaceId),
        eq(runs.id, runId),
        eq(runs.state, "held"),
        // One that nobody has ended yet can be discarded, and not be applied.
        decision === "discard"
          ? undefined
          : sql`coalesce(${runs.expiresAt} > ${ctx.clock().toISOString()}::timestamptz, true)`,
      ),
    )
    .returning();
  return rows[0] ?? null;
}

/**
 * Marks the lines that were decided against, and with them whatever takes an address that only one of them frees, and
 * so on. Gives how many lines that left out, and how many go.
 */
export async function leaveOut(
  tx: Tx,
  ctx: WorkspaceCtx,
  run: Pick<RunRow, "id" | "appliedAt">,
  { decision, changeIds = [] }: Decision,
): Promise<{ out: number; go: number }> {
  // What was applied already is not up for decision.
  const undecided: ChangeStatus[] = run.appliedAt ? ["waiting"] : ["planned", "waiting"];
  const against = {
    all: sql`false`,
    discard: sql`true`,
    expired: sql`true`,
    creates_and_updates: sql`kind = 'remove' or takes_teams`,
    ticked: sql`id <> all(${sql.param([...changeIds])}::bigint[])`,
  }[decision];
  const rows = await tx.execute<{ out: number; go: number }>(sql`
    with recursive open as materialized (
      select id, csv_id, depends_on, ${against} as is_against from changes
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${run.id}
        and status = any(${sql.param(undecided)}::text[])
    ), out as (
      select id, csv_id from open where is_against
      union
      select o.id, o.csv_id from open o join out on o.depends_on = out.csv_id
    ), marked as (
      update changes set status = 'left_out'
      where org_id = ${ctx.orgId} and run_id = ${run.id} and id in (select id from out)
      returning kind
    ), told as (
      -- What was decided against stays visible in the run's outcome.
      update runs r set counts = r.counts || jsonb_build_object(
          'discarded', coalesce((r.counts ->> 'discarded')::int, 0) + m.lines,
          'discardedRemovals', coalesce((r.counts ->> 'discardedRemovals')::int, 0) + m.removals)
        from (select count(*) as lines, count(*) filter (where kind = 'remove') as removals from marked) as m
       where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.id = ${run.id}
         and r.counts is not null and m.lines > 0
    )
    select (select count(*) from marked)::int as out, (select count(*) from open)::int as go`);
  const { out = 0, go = 0 } = rows[0] ?? {};
  return { out, go: go - out };
}

/** The sync of a run whose whole plan waits, which nobody else decides about in the meantime; null for any other. */
export async function lockWaiting(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<string | null> {
  const rows = await tx.execute<{ syncId: string }>(sql`
    select sync_id as "syncId" from runs
    where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${runId}
      and state = 'held' and applied_at is null
    for update`);
  return rows[0]?.syncId ?? null;
}

/** Counts a plan again whose lines a choice has changed, and makes it another one than was seen before. */
export async function notePlanChanged(tx: Tx, ctx: WorkspaceCtx, runId: string): Promise<void> {
  const lines = (...kinds: string[]): SQL =>
    sql`(count(*) filter (where kind = any(${sql.param(kinds)}::text[])))::int`;
  await tx.execute(sql`
    update runs r set plan_revision = r.plan_revision + 1, plan_hash = plan_hash_of(r.id), counts = (r.counts - 'teamLosses') || (
      select jsonb_strip_nulls(jsonb_build_object('teamLosses', nullif((count(*) filter (where takes_teams))::int, 0))) || jsonb_build_object('created', ${lines("create")}, 'updated', ${lines("update", "relink")},
        'restored', ${lines("restore")}, 'removed', ${lines("remove")})
      from changes where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId})
    where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.id = ${runId}`);
}
