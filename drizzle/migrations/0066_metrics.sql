CREATE TABLE "shared_keys" (
	"name" text PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"first_at" timestamp with time zone,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "alert_deliveries_ended" ON "alert_deliveries" USING btree ("ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "alert_deliveries_waiting" ON "alert_deliveries" USING btree ("created_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "runs_finished" ON "runs" USING btree ("finished_at") WHERE finished_at is not null;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON shared_keys TO rollcall_app;--> statement-breakpoint
CREATE POLICY system_looks ON alert_deliveries FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (via, state, created_at, ended_at) ON alert_deliveries TO rollcall_system;--> statement-breakpoint
GRANT SELECT (failing_since) ON webhook_endpoints TO rollcall_system;--> statement-breakpoint
-- Counts over all tenants for whoever operates the installation; of syncs their ids, the ones whose success is longest ago.
CREATE FUNCTION system_metrics(since timestamptz, syncs_most integer)
  RETURNS TABLE (metric text, facet text, kind text, figure double precision) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  WITH recent AS MATERIALIZED (
    SELECT r.state, r.counts, r.durations, r.decided_at, r.created_at, r.started_at, r.finished_at,
      (SELECT coalesce(sum(v.value::double precision), 0) FROM jsonb_each_text(r.durations) v) / 1000 AS known
    FROM runs r WHERE r.finished_at >= since
  ), phases AS (
    SELECT v.key AS phase, v.value::double precision / 1000 AS seconds FROM recent, jsonb_each_text(recent.durations) v
    UNION ALL SELECT 'wait', extract(epoch FROM started_at - created_at) FROM recent WHERE started_at IS NOT NULL
    UNION ALL SELECT 'apply', greatest(0, CASE WHEN decided_at IS NULL
        THEN extract(epoch FROM finished_at - started_at) - known ELSE extract(epoch FROM finished_at - decided_at) END)
      FROM recent WHERE started_at IS NOT NULL AND state <> 'failed'
  ), active AS MATERIALIZED (
    SELECT s.id, s.paused, s.late_since, s.schedule_kind, s.source_kind FROM syncs s WHERE s.detached_at IS NULL
  ), successes AS (
    SELECT a.id, l.finished_at FROM active a CROSS JOIN LATERAL (
      SELECT r.finished_at FROM runs r
      WHERE r.sync_id = a.id AND r.state IN ('succeeded', 'succeeded_with_issues', 'no_change')
      ORDER BY r.created_at DESC LIMIT 1) l
    WHERE NOT a.paused AND a.source_kind = 'remote' AND a.schedule_kind <> 'never'
    ORDER BY l.finished_at LIMIT syncs_most
  )
  SELECT 'runs', state, NULL, count(*)::double precision FROM runs WHERE state IN ('queued', 'running') GROUP BY state
  UNION ALL SELECT 'runs', 'held', NULL, count(*) FROM runs WHERE state = 'held'
  UNION ALL SELECT 'pending', NULL, NULL, extract(epoch FROM clock_timestamp() - min(coalesce(started_at, created_at)))
    FROM runs WHERE state = 'held' HAVING count(*) > 0
  UNION ALL SELECT 'finished', state, NULL, count(*) FROM recent GROUP BY state
  UNION ALL SELECT 'seconds', phase, NULL, sum(seconds) FROM phases GROUP BY phase
  UNION ALL SELECT 'rows', v.key, NULL, sum(v.value::double precision) FROM recent, jsonb_each_text(recent.counts) v
    WHERE v.key IN ('read', 'created', 'updated', 'removed', 'restored', 'unchanged', 'skipped') GROUP BY v.key
  UNION ALL SELECT 'syncs', CASE WHEN paused THEN 'paused' WHEN late_since IS NOT NULL THEN 'late' ELSE 'active' END,
    NULL, count(*) FROM active GROUP BY 2
  UNION ALL SELECT 'success', id, NULL, extract(epoch FROM finished_at) FROM successes
  UNION ALL SELECT 'waiting', via, NULL, count(*) FROM alert_deliveries WHERE state = 'waiting' GROUP BY via
  UNION ALL SELECT 'deliveries', via, state, count(*) FROM alert_deliveries WHERE ended_at >= since GROUP BY via, state
  UNION ALL SELECT 'waiting', 'webhook', NULL, count(*) FROM webhook_deliveries WHERE state = 'pending'
  UNION ALL SELECT 'deliveries', 'webhook', state, count(*) FROM webhook_deliveries
    WHERE created_at >= since AND state <> 'pending' GROUP BY state
  UNION ALL SELECT 'webhooks', CASE WHEN state = 'enabled' AND failing_since IS NOT NULL THEN 'failing' ELSE state END,
    NULL, count(*) FROM webhook_endpoints GROUP BY 2
$$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_metrics(timestamptz, integer) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_metrics(timestamptz, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_metrics(timestamptz, integer) TO rollcall_app;
