/** What `/api/metrics` has, each with its labels. `1h`: over the last hour. Dashboard and alert rules use these names. */
export const METRICS = {
  rollcall_runs: { help: "Runs that are not finished.", labels: ["state"] },
  rollcall_runs_finished_1h: { help: "Runs that finished within the last hour.", labels: ["state"] },
  rollcall_run_seconds_1h: {
    help: "Seconds that the runs of the last hour spent in each phase.",
    labels: ["phase"],
  },
  rollcall_run_rows_1h: { help: "Rows and users of the runs of the last hour.", labels: ["outcome"] },
  rollcall_pending_plan_oldest_seconds: {
    help: "How long ago the oldest run began whose plan is pending approval; 0 for none.",
    labels: [],
  },
  rollcall_queue_calls: { help: "Calls in the queue of the local job executor.", labels: ["status"] },
  rollcall_queue_oldest_due_seconds: {
    help: "How long the oldest due call has been waiting; 0 for none.",
    labels: [],
  },
  rollcall_syncs: { help: "Syncs that are not disconnected.", labels: ["status"] },
  rollcall_sync_last_success_timestamp_seconds: {
    help: "When a sync last succeeded; of the METRICS_SYNCS_MAX syncs for which that is longest ago.",
    labels: ["sync"],
  },
  rollcall_deliveries_waiting: { help: "Messages that are not delivered yet.", labels: ["via"] },
  rollcall_deliveries_1h: {
    help: "Messages that were delivered or given up within the last hour.",
    labels: ["via", "state"],
  },
  rollcall_webhooks: { help: "Webhooks by their state.", labels: ["state"] },
  rollcall_heartbeat_age_seconds: {
    help: "How long ago a kind of process, or the scheduler, was last seen.",
    labels: ["process"],
  },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

export type MetricName = keyof typeof METRICS;

/** One value. `labels`: in the order of the metric's own. */
export type Sample = { metric: MetricName; labels: readonly string[]; value: number };
