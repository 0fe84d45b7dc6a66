CREATE TABLE "sync_prints" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sync_prints_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sync_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"is_current" boolean DEFAULT false NOT NULL,
	"reading_key" text,
	"secret" "bytea",
	"header" "bytea",
	"header_row" integer,
	"rows" integer DEFAULT 0 NOT NULL,
	"chunks" "bytea",
	"marks" "bytea",
	"prints" "bytea",
	"lookups" "bytea",
	"ids" text,
	"others" text,
	"seen" bigint[],
	"columns" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sync_prints" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_prints_stale" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sync_prints_stale_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sync_id" text NOT NULL,
	"csv_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sync_prints_stale" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "rows_spared" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_prints" ADD CONSTRAINT "sync_prints_sync" FOREIGN KEY ("org_id","workspace_id","sync_id") REFERENCES "public"."syncs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_prints_stale" ADD CONSTRAINT "sync_prints_stale_sync" FOREIGN KEY ("org_id","workspace_id","sync_id") REFERENCES "public"."syncs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sync_prints_of_run" ON "sync_prints" USING btree ("sync_id","run_id","part");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_prints_current" ON "sync_prints" USING btree ("sync_id","part") WHERE is_current;--> statement-breakpoint
CREATE INDEX "sync_prints_stale_of_sync" ON "sync_prints_stale" USING btree ("sync_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "sync_prints" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "sync_prints" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
CREATE POLICY "tenant" ON "sync_prints_stale" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "sync_prints_stale" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['sync_prints', 'sync_prints_stale'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
    EXECUTE format('GRANT USAGE ON SEQUENCE %I TO rollcall_app', t || '_id_seq');
  END LOOP;
END $$;--> statement-breakpoint
-- Prints can't be compressed.
ALTER TABLE sync_prints ALTER COLUMN chunks SET STORAGE EXTERNAL, ALTER COLUMN prints SET STORAGE EXTERNAL,
  ALTER COLUMN lookups SET STORAGE EXTERNAL;--> statement-breakpoint
-- Users of syncs with prints that were changed otherwise than by the run whose prints become the sync's, see "prints" in
-- lib/pipeline. It acts as whoever writes; within a cascade that is the owner, whom policies don't bind then. The shared locks
-- let a run that begins to keep prints wait for whoever has written users and not looked for prints of that run.
CREATE FUNCTION note_stale_prints() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
  AS $$ DECLARE named text[]; BEGIN
    IF TG_OP = 'DELETE' THEN
      SELECT array_agg(DISTINCT sync_id) INTO named FROM was WHERE sync_id IS NOT NULL;
    ELSE
      SELECT array_agg(DISTINCT s) INTO named FROM was JOIN now_is n USING (id), unnest(ARRAY[was.sync_id, n.sync_id]) s
       WHERE s IS NOT NULL AND (was.sync_id, was.external_id, was.state, was.fingerprint)
         IS DISTINCT FROM (n.sync_id, n.external_id, n.state, n.fingerprint);
    END IF;
    IF named IS NULL THEN RETURN NULL; END IF;
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('prints ' || s, 0)) FROM unnest(named) s ORDER BY s;
    SELECT array_agg(DISTINCT p.sync_id) INTO named FROM sync_prints p WHERE p.sync_id = ANY (named);
    IF named IS NULL THEN RETURN NULL; END IF;
    IF TG_OP = 'DELETE' THEN
      INSERT INTO sync_prints_stale (org_id, workspace_id, sync_id, csv_id)
        SELECT org_id, workspace_id, sync_id, substr(external_id, 26) FROM was
         WHERE sync_id = ANY (named) AND external_id IS NOT NULL;
    ELSE
      INSERT INTO sync_prints_stale (org_id, workspace_id, sync_id, csv_id)
        SELECT DISTINCT e.org_id, e.workspace_id, e.sync_id, substr(e.external_id, 26)
          FROM was JOIN now_is n USING (id), LATERAL (VALUES (was.org_id, was.workspace_id, was.sync_id, was.external_id),
                 (n.org_id, n.workspace_id, n.sync_id, n.external_id)) AS e (org_id, workspace_id, sync_id, external_id)
         WHERE e.sync_id = ANY (named) AND e.external_id IS NOT NULL
           AND (was.sync_id, was.external_id, was.state, was.fingerprint)
             IS DISTINCT FROM (n.sync_id, n.external_id, n.state, n.fingerprint);
    END IF;
    RETURN NULL;
  END $$;--> statement-breakpoint
CREATE TRIGGER users_note_stale_updates AFTER UPDATE ON users REFERENCING OLD TABLE AS was NEW TABLE AS now_is
  FOR EACH STATEMENT WHEN (current_setting('app.keeps_prints', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION note_stale_prints();--> statement-breakpoint
CREATE TRIGGER users_note_stale_deletions AFTER DELETE ON users REFERENCING OLD TABLE AS was
  FOR EACH STATEMENT EXECUTE FUNCTION note_stale_prints();--> statement-breakpoint
GRANT SELECT (rows_spared) ON runs TO rollcall_system;--> statement-breakpoint
CREATE OR REPLACE FUNCTION system_metrics(since timestamptz, syncs_most integer)
  RETURNS TABLE (metric text, facet text, kind text, figure double precision) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  WITH recent AS MATERIALIZED (
    SELECT r.state, r.counts, r.rows_spared, r.durations, r.decided_at, r.created_at, r.started_at, r.finished_at,
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
  UNION ALL SELECT 'rows', 'spared', NULL, coalesce(sum(rows_spared), 0) FROM recent
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
$$;
