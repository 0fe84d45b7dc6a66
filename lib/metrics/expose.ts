import { Gauge, Registry } from "prom-client";
import type { Db } from "@/lib/db/client";
import { METRICS, type MetricName, type Sample } from "@/lib/metrics/metrics";
import { ageOfHeartbeats, countEverything, countQueue } from "@/lib/metrics/store";
import { RUN_STATES } from "@/lib/model/run-state";

/** States and queues that are empty have the value 0: a series that comes and goes can't be compared with before. */
const ZEROS: readonly Sample[] = [
  ...["queued", "running", "held"].map((state) => zero("rollcall_runs", state)),
  ...RUN_STATES.filter((state) => !["queued", "running", "held"].includes(state)).map((state) =>
    zero("rollcall_runs_finished_1h", state),
  ),
  ...["wait", "fetch", "plan", "apply"].map((phase) => zero("rollcall_run_seconds_1h", phase)),
  ...["active", "paused", "late"].map((status) => zero("rollcall_syncs", status)),
  ...["mail", "webhook"].map((via) => zero("rollcall_deliveries_waiting", via)),
  ...["enabled", "failing"].map((state) => zero("rollcall_webhooks", state)),
  zero("rollcall_pending_plan_oldest_seconds"),
];

function zero(metric: MetricName, ...labels: string[]): Sample {
  return { metric, labels, value: 0 };
}

/**
 * All metrics in the text format of Prometheus, with its media type. They are read from the database, so that every
 * process of an installation gives the same.
 */
export async function exposeMetrics(db: Db, syncsMax: number): Promise<{ type: string; text: string }> {
  const counted = await Promise.all([countEverything(db, syncsMax), countQueue(db), ageOfHeartbeats(db)]);
  const registry = new Registry();
  const gauges = new Map(
    Object.entries(METRICS).map(([name, { help, labels }]) => [
      name,
      new Gauge<string>({ name, help, labelNames: [...labels], registers: [registry] }),
    ]),
  );
  for (const { metric, labels, value } of [...ZEROS, ...counted.flat()]) {
    const names: readonly string[] = METRICS[metric].labels;
    const pairs = names.map((name, at) => [name, labels[at] ?? ""] as const);
    gauges.get(metric)?.set(Object.fromEntries(pairs), value);
  }
  return { type: registry.contentType, text: await registry.metrics() };
}
