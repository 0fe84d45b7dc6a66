-- The limits of a call with their keys: a text each, so that the claim finds full slots by comparing arrays.
CREATE FUNCTION job_slots(keys text[], limits int[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = public, pg_temp
  AS $$ SELECT coalesce(array_agg(l::text || ' of ' || k), '{}') FROM unnest(keys, limits) AS s (k, l) $$;--> statement-breakpoint
CREATE TABLE "job_turns" (
	"lane" text NOT NULL,
	"tenant" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "job_turns_lane_tenant_pk" PRIMARY KEY("lane","tenant")
);
--> statement-breakpoint
ALTER TABLE "job_calls" ADD COLUMN "slots" text[] GENERATED ALWAYS AS (job_slots(keys, limits)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "job_calls" ADD COLUMN "tenant" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "job_calls" ADD COLUMN "lane" text DEFAULT 'work' NOT NULL;--> statement-breakpoint
ALTER TABLE "job_calls" ADD COLUMN "depth" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "job_calls" ADD COLUMN "worker" text;--> statement-breakpoint
ALTER TABLE "job_runs" ADD COLUMN "tenant" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "job_runs" ADD COLUMN "lane" text DEFAULT 'work' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "taken_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "job_runs_of_run" ON "job_runs" USING btree ((event->'data'->>'runId'));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON job_turns TO rollcall_app;--> statement-breakpoint
DROP FUNCTION job_claim(int, int);--> statement-breakpoint
-- Gives due calls to one worker, as many of each lane as `free` has, such as {"work": 3, "download": 20}. One after the
-- other: the next call is that of the tenant with the fewest running in its lane, then of the one that waited longest
-- for a turn; of a tenant's calls the one whose run is furthest. A tenant with `begun_max` runs under way begins no
-- more, or its files would all be downloaded before the first is read. Claims wait for each other, and each statement
-- sees what earlier ones committed: that keeps limits true across workers.
CREATE FUNCTION job_claim(free jsonb, begun_max int, lease_ms int, worker text)
  RETURNS TABLE (id bigint, run_id text, lane text, kind text, step_id text, attempt int, token uuid)
  LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp
  AS $$
#variable_conflict use_column
DECLARE
  c job_calls; now_at timestamptz; full_slots text[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('rollcall.job_claim'));
  now_at := clock_timestamp();
  LOOP
    SELECT coalesce(array_agg(n || ' of ' || k.key), '{}') INTO full_slots FROM (
      SELECT key, count(DISTINCT o.id) AS held FROM job_calls o, unnest(o.keys) AS key
      WHERE o.leased_until >= now_at GROUP BY key) k, generate_series(1, k.held) AS n;
    WITH running AS (
      SELECT o.lane, o.tenant, count(*) AS n FROM job_calls o WHERE o.leased_until >= now_at GROUP BY 1, 2
    ), begun AS (
      SELECT o.tenant, count(*) AS n FROM job_calls o
      WHERE o.tenant <> '' AND (o.leased_until >= now_at OR (o.depth > 0 AND o.due_at <= now_at)) GROUP BY 1
    )
    SELECT j.* INTO c FROM job_calls j
      LEFT JOIN running r ON r.lane = j.lane AND r.tenant = j.tenant
      LEFT JOIN begun b ON b.tenant = j.tenant
      LEFT JOIN job_turns t ON t.lane = j.lane AND t.tenant = j.tenant
    WHERE j.due_at <= now_at AND (j.leased_until IS NULL OR j.leased_until < now_at)
      AND (free ->> j.lane)::int > 0 AND NOT j.slots && full_slots
      AND (j.depth > 0 OR coalesce(b.n, 0) < begun_max)
    ORDER BY coalesce(r.n, 0), t.at NULLS FIRST, j.depth DESC, j.due_at, j.id
    LIMIT 1 FOR UPDATE OF j SKIP LOCKED;
    EXIT WHEN NOT FOUND;
    -- A lease that ran out was an attempt: a step that kills its worker must not be tried for ever.
    RETURN QUERY UPDATE job_calls j
      SET token = gen_random_uuid(), leased_until = now_at + lease_ms * interval '1 millisecond', worker = job_claim.worker,
          attempt = j.attempt + (j.leased_until IS NOT NULL)::int
      WHERE j.id = c.id RETURNING j.id, j.run_id, j.lane, j.kind, j.step_id, j.attempt, j.token;
    INSERT INTO job_turns (lane, tenant, at) VALUES (c.lane, c.tenant, clock_timestamp())
      ON CONFLICT (lane, tenant) DO UPDATE SET at = excluded.at;
    free := jsonb_set(free, ARRAY[c.lane], to_jsonb((free ->> c.lane)::int - 1));
  END LOOP;
END $$;--> statement-breakpoint
DROP FUNCTION system_open_runs(int);--> statement-breakpoint
CREATE FUNCTION system_open_runs(most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text, run_id uuid, state text, fence int,
                 created_at timestamptz, taken_at timestamptz, lease_until timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT r.org_id, r.workspace_id, r.sync_id, r.id, r.state, r.fence, r.created_at, r.taken_at, r.lease_until
        FROM runs r WHERE r.state IN ('queued', 'running') ORDER BY r.created_at LIMIT most $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_open_runs(int) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_open_runs(int) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_open_runs(int) TO rollcall_app;
