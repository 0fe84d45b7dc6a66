import { sql } from "drizzle-orm";
import { heartbeats } from "@/drizzle/schema/heartbeats";
import type { Db } from "@/lib/db/client";
import type { MetricName, Sample } from "@/lib/metrics/metrics";

/** What `system_metrics` calls a metric. */
const NAMES: Readonly<Record<string, MetricName>> = {
  runs: "rollcall_runs",
  pending: "rollcall_pending_plan_oldest_seconds",
  finished: "rollcall_runs_finished_1h",
  seconds: "rollcall_run_seconds_1h",
  rows: "rollcall_run_rows_1h",
  syncs: "rollcall_syncs",
  success: "rollcall_sync_last_success_timestamp_seconds",
  waiting: "rollcall_deliveries_waiting",
  deliveries: "rollcall_deliveries_1h",
  webhooks: "rollcall_webhooks",
};

type Row = { metric: string; facet: string | null; kind: string | null; figure: number };

/** Counts over all organizations, and ids of at most `syncsMax` syncs. One statement, over indexes of what is recent. */
export async function countEverything(db: Db, syncsMax: number): Promise<Sample[]> {
  const rows = await db.execute<Row>(sql`
    select metric, facet, kind, figure from system_metrics(now() - interval '1 hour', ${syncsMax}::int)`);
  return rows.flatMap(({ metric, facet, kind, figure }) => {
    const name = NAMES[metric];
    const labels = [facet, kind].filter((label) => label !== null);
    return name ? [{ metric: name, labels, value: figure }] : [];
  });
}

/** The queue of the local executor: what is due, running, and planned for later. */
export async function countQueue(db: Db): Promise<Sample[]> {
  const [row] = await db.execute<{ due: number; running: number; later: number; oldest: number }>(sql`
    select count(*) filter (where not held and due_at <= clock_timestamp())::int as due,
           count(*) filter (where held)::int as running,
           count(*) filter (where not held and due_at > clock_timestamp())::int as later,
           coalesce(extract(epoch from clock_timestamp() - min(due_at) filter (
             where not held and due_at <= clock_timestamp())), 0)::float8 as oldest
    from (select due_at, coalesce(leased_until >= clock_timestamp(), false) as held from job_calls) calls`);
  const calls = (status: "due" | "running" | "later"): Sample => ({
    metric: "rollcall_queue_calls",
    labels: [status],
    value: row?.[status] ?? 0,
  });
  return [
    ...(["due", "running", "later"] as const).map(calls),
    { metric: "rollcall_queue_oldest_due_seconds", labels: [], value: row?.oldest ?? 0 },
  ];
}

/** How long ago each kind of process said that it is alive. */
export async function ageOfHeartbeats(db: Db): Promise<Sample[]> {
  const rows = await db
    .select({
      name: heartbeats.name,
      age: sql<number>`extract(epoch from clock_timestamp() - ${heartbeats.at})::float8`,
    })
    .from(heartbeats);
  return rows.map(({ name, age }) => ({
    metric: "rollcall_heartbeat_age_seconds",
    labels: [name],
    value: age,
  }));
}
