import { sql } from "drizzle-orm";
import type { JobCallKind } from "@/drizzle/schema/job-calls";
import type { JobEvent, Json } from "@/drizzle/schema/job-events";
import type { Db } from "@/lib/db/client";
import { notify } from "@/lib/jobs/local/inbox.store";
import type { NextCall } from "./decide-outcome";

/** A call that this process has taken, until its lease runs out. */
export type ClaimedCall = {
  id: string;
  runId: string;
  lane: string;
  kind: JobCallKind;
  stepId: string | null;
  attempt: number;
  token: string;
};

type Claim = {
  /** Lane -> how many calls of it may be taken. */
  free: Readonly<Record<string, number>>;
  /** A tenant with so many runs under way begins no further one. */
  begunMax: number;
  leaseMs: number;
  /** Who takes them. */
  worker: string;
};

/**
 * Takes due calls whose slots are free, in fair turns between tenants; what has begun goes before what has not. Calls
 * whose lease expired count as tried once more.
 */
export async function claimCalls(db: Db, { free, begunMax, leaseMs, worker }: Claim): Promise<ClaimedCall[]> {
  const rows = await db.execute<ClaimedCall>(sql`
    select id, run_id as "runId", lane, kind, step_id as "stepId", attempt, token
    from job_claim(${JSON.stringify(free)}::jsonb, ${begunMax}, ${leaseMs}, ${worker})`);
  return [...rows];
}

/** The processes of workers whose names begin so that hold calls. */
export async function listHolders(db: Db, prefix: string): Promise<string[]> {
  const rows = await db.execute<{ worker: string }>(sql`
    select distinct worker from job_calls where leased_until is not null and starts_with(worker, ${prefix})`);
  return rows.map(({ worker }) => worker);
}

/** Ends the leases of a process that is gone. The calls are due again, and count as tried. */
export async function endLeases(db: Db, worker: string): Promise<number> {
  const rows = await db.execute(sql`
    update job_calls set token = null, leased_until = clock_timestamp() - interval '1 millisecond'
    where worker = ${worker} and leased_until is not null returning id`);
  return rows.length;
}

/** Heartbeat: keeps the leases that are still ours. Returns their number. */
export async function extendLeases(db: Db, tokens: readonly string[], leaseMs: number): Promise<number> {
  const rows = await db.execute(sql`
    update job_calls set leased_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where token = any(${sql.param(tokens)}::uuid[]) and leased_until is not null returning id`);
  return rows.length;
}

/** Gives calls back, as if they had never been taken. */
export async function releaseCalls(db: Db, tokens: readonly string[]): Promise<void> {
  await db.execute(sql`
    with released as (
      update job_calls set token = null, leased_until = null where token = any(${sql.param(tokens)}::uuid[]) returning id
    ) select ${notify} from (select count(*) from released) as done`);
}

export type StoredRun = { functionId: string; event: JobEvent; steps: { id: string; outcome: Json }[] };

/** What a call needs to know of its run, in one snapshot; null if the run is over. */
export async function loadRun(db: Db, runId: string): Promise<StoredRun | null> {
  const rows = await db.execute<StoredRun>(sql`
    select r.function_id as "functionId", r.event,
           coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'outcome', s.outcome) order by s.seq)
                     from job_steps s where s.run_id = r.id), '[]') as steps
    from job_runs r where r.id = ${runId} and r.state = 'running'`);
  return rows[0] ?? null;
}

/** Puts a call off. False if its lease was lost. */
export async function retryCall(db: Db, call: ClaimedCall, delayMs: number): Promise<boolean> {
  const rows = await db.execute(sql`
    update job_calls set attempt = ${call.attempt + 1}, token = null, leased_until = null,
                         due_at = clock_timestamp() + ${delayMs} * interval '1 millisecond'
    where id = ${call.id} and token = ${call.token} returning ${notify}`);
  return rows.length > 0;
}

export type Settlement = {
  memo: { id: string; outcome: Json } | null;
  next: readonly NextCall[];
  finish: { state: "completed" | "failed"; result: Json } | null;
  /** An event that the end of the run sends. */
  event: { id: string; event: JobEvent } | null;
};

/**
 * Ends a call and does all that follows from it in one statement: remembers the step, plans what is next, calls the
 * function again once nothing is pending, or closes the run. False, and nothing done, if the lease was lost. Other calls
 * of a closed run stay: one that executes keeps its slot until it is done, one that waits is dropped when it is due.
 */
export async function settleCall(db: Db, call: ClaimedCall, what: Settlement): Promise<boolean> {
  const { memo, next, finish, event } = what;
  const delta = next.length - (call.kind === "discover" ? 0 : 1);
  const planned = next.map((one) => ({
    kind: one.kind,
    step_id: one.stepId,
    due_at: one.dueAt?.toISOString(),
  }));
  const rows = await db.execute<{ settled: boolean }>(sql`
    with done as (
      delete from job_calls where id = ${call.id} and token = ${call.token} returning run_id, depth
    ), run as (
      update job_runs r
      set pending = r.pending + ${delta}, state = coalesce(${finish?.state ?? null}, r.state),
          result = ${finish ? JSON.stringify(finish.result) : null}::jsonb,
          finished_at = case when ${finish !== null} then clock_timestamp() end
      from done where r.id = done.run_id and r.state = 'running'
      returning r.id, r.state, r.pending, r.keys, r.limits, r.tenant, r.lane, done.depth + 1 as depth
    ), memo as (
      insert into job_steps (run_id, id, outcome)
      select run.id, ${memo?.id ?? null}, ${memo ? JSON.stringify(memo.outcome) : null}::jsonb
      from run where ${memo !== null} on conflict do nothing
    ), planned as (
      insert into job_calls (run_id, kind, step_id, due_at, keys, limits, tenant, lane, depth)
      select run.id, n.kind, n.step_id, coalesce(n.due_at, clock_timestamp()),
             case when n.kind = 'sleep' then '{}' else run.keys end,
             case when n.kind = 'sleep' then '{}' else run.limits end, run.tenant, run.lane, run.depth
      from run, jsonb_to_recordset(${JSON.stringify(planned)}::jsonb) as n (kind text, step_id text, due_at timestamptz)
      where run.state = 'running'
      union all
      select run.id, 'discover', null, clock_timestamp(), run.keys, run.limits, run.tenant, run.lane, run.depth
      from run where run.state = 'running' and run.pending = 0
    ), sent as (
      insert into job_events (id, event, named)
      select ${event?.id ?? null}, ${event ? JSON.stringify(event.event) : null}::jsonb, true
      from run where ${event !== null}
    )
    select exists (select from done) as settled, ${notify}`);
  return rows[0]?.settled === true;
}

/** Deletes what nothing can ask for any more: runs and events that were over before `before`. */
export async function purgeFinished(db: Db, before: Date): Promise<void> {
  await db.execute(sql`delete from job_runs where finished_at < ${before.toISOString()}`);
  await db.execute(sql`delete from job_events where routed_at < ${before.toISOString()}`);
}

/** Forgets the turns of tenants who have had no calls lately, so that a claim need not pass them by. */
export async function forgetTurns(db: Db): Promise<void> {
  await db.execute(sql`select job_forget_turns()`);
}
