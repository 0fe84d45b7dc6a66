import { type SQL, sql } from "drizzle-orm";
import type { JobEvent } from "@/drizzle/schema/job-events";
import type { Db } from "@/lib/db/client";

export const CHANNEL = "rollcall_jobs";

/** Wakes every worker. Delivered when the statement around it commits. */
export const notify: SQL = sql`pg_notify(${CHANNEL}, '')`;

/** An event as sent; `named` if the sender gave the id. */
export type SentEvent = { id: string; event: JobEvent; named: boolean };

/** Puts events into the inbox, all or none. A repeated send of the same ids changes nothing. */
export async function insertEvents(db: Db, events: readonly SentEvent[]): Promise<void> {
  await db.execute(sql`
    with sent as (
      insert into job_events (id, event, named)
      select e.id, e.event, e.named
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e (id text, event jsonb, named boolean)
      on conflict (id) do nothing returning id
    ) select ${notify} from (select count(*) from sent) as done`);
}

/** The oldest events that no worker has turned into runs yet. */
export async function listWaitingEvents(db: Db, most: number): Promise<SentEvent[]> {
  const rows = await db.execute<SentEvent>(sql`
    select id, event, named from job_events where routed_at is null order by seq limit ${most}`);
  return [...rows];
}

/** A run to start. */
export type NewRun = {
  id: string;
  functionId: string;
  event: JobEvent;
  dedupKey: string | null;
  keys: string[];
  limits: number[];
  tenant: string;
  /** Of its first call, and of all later ones. */
  lanes: { first: string; later: string };
};

/** CTEs that insert runs, each with its first call, from `source`; runs whose key is known are left out. */
export function startRuns(source: string, runs: readonly NewRun[]): SQL {
  return startRunsOf(
    source,
    runs.map((run) => ({ run, eventId: null })),
  );
}

/** With an `eventId` a run is only started if `source` has it as its `id`. */
function startRunsOf(source: string, wanted: readonly { run: NewRun; eventId: string | null }[]): SQL {
  const rows = wanted.map(({ run, eventId }, place) => ({
    place,
    event_id: eventId,
    id: run.id,
    function_id: run.functionId,
    event: run.event,
    dedup_key: run.dedupKey,
    keys: run.keys,
    limits: run.limits,
    tenant: run.tenant,
    lane: run.lanes.later,
    first_lane: run.lanes.first,
  }));
  return sql`
    asked as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as n (place int, event_id text, id text, function_id text, event jsonb, dedup_key text, keys text[], limits int[],
              tenant text, lane text, first_lane text)
    ), started as (
      insert into job_runs (id, function_id, event, dedup_key, keys, limits, tenant, lane)
      select n.id, n.function_id, n.event, n.dedup_key, n.keys, n.limits, n.tenant, n.lane
      from ${sql.identifier(source)} s join asked n on n.event_id is null or n.event_id = s.id
      on conflict do nothing returning id, keys, limits, tenant
    ), calls as (
      insert into job_calls (run_id, kind, keys, limits, tenant, lane)
      select s.id, 'discover', s.keys, s.limits, s.tenant, n.first_lane from started s join asked n on n.id = s.id
      order by n.place
    )`;
}

/** What becomes of an event: the runs that it starts, and those that it ends. */
export type Routed = { eventId: string; runs: readonly NewRun[]; cancelledRunIds: readonly string[] };

/** Starts the runs of events and cancels those they end, in one statement; nothing of an event that another worker took first. */
export async function routeAll(db: Db, routed: readonly Routed[]): Promise<void> {
  const runs = routed.flatMap(({ eventId, runs }) => runs.map((run) => ({ run, eventId })));
  const ended = routed.flatMap(({ eventId, cancelledRunIds }) =>
    cancelledRunIds.map((id) => ({ id, eventId })),
  );
  await db.execute(sql`
    with taken as (
      update job_events set routed_at = clock_timestamp()
      where id = any(${sql.param(routed.map(({ eventId }) => eventId))}::text[]) and routed_at is null returning id
    ), ${startRunsOf("taken", runs)}, cancelled as (
      update job_runs r set state = 'cancelled', finished_at = clock_timestamp()
      from taken, unnest(${sql.param(ended.map(({ id }) => id))}::text[],
                         ${sql.param(ended.map(({ eventId }) => eventId))}::text[]) as e (run_id, event_id)
      where e.event_id = taken.id and r.id = e.run_id and r.state = 'running'
    ) select ${notify} from (select count(*) from taken) as done`);
}

type OpenRun = { id: string; functionId: string; event: JobEvent; createdAt: string };

/** The runs of these functions that are not over. */
export async function listOpenRuns(db: Db, functionIds: readonly string[]): Promise<OpenRun[]> {
  const rows = await db.execute<OpenRun>(sql`
    select id, function_id as "functionId", event, created_at as "createdAt"
    from job_runs where state = 'running' and function_id = any(${sql.param(functionIds)}::text[])`);
  return [...rows];
}
