-- The widest limit of a call, which is its last.
CREATE FUNCTION job_gate(keys text[], limits int[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = public, pg_temp
  AS $$ SELECT coalesce(limits[cardinality(limits)] || ' of ' || keys[cardinality(keys)], '') $$;--> statement-breakpoint
ALTER TABLE "job_calls" ADD COLUMN "gate" text GENERATED ALWAYS AS (job_gate(keys, limits)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "job_calls_waiting" ON "job_calls" USING btree ("lane","tenant","gate","depth" DESC NULLS FIRST,"due_at","id") WHERE leased_until is null;--> statement-breakpoint
CREATE INDEX "job_calls_begun" ON "job_calls" USING btree ("tenant") WHERE leased_until is null and depth > 0;--> statement-breakpoint
CREATE INDEX "job_turns_next" ON "job_turns" USING btree ("lane","at");--> statement-breakpoint
-- Whoever has a call to be taken has a turn, the first one before all who have had one.
CREATE FUNCTION job_turns_begin() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
  AS $$
BEGIN
  INSERT INTO job_turns (lane, tenant, at) SELECT DISTINCT lane, tenant, '-infinity'::timestamptz FROM added ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER job_calls_turn AFTER INSERT ON job_calls REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION job_turns_begin();--> statement-breakpoint
INSERT INTO job_turns (lane, tenant, at) SELECT DISTINCT lane, tenant, '-infinity'::timestamptz FROM job_calls
  ON CONFLICT DO NOTHING;--> statement-breakpoint
-- Forgets the turns of those who have had no call for a minute. The lock waits for calls that are just being written:
-- their trigger may have seen a turn that goes now.
CREATE FUNCTION job_forget_turns() RETURNS void LANGUAGE plpgsql VOLATILE
  SET search_path = public, pg_temp SET lock_timeout = '2s'
  AS $$
BEGIN
  LOCK TABLE job_calls IN SHARE MODE;
  DELETE FROM job_turns t WHERE t.at < clock_timestamp() - interval '1 minute'
    AND NOT EXISTS (SELECT FROM job_calls c WHERE c.lane = t.lane AND c.tenant = t.tenant);
END $$;--> statement-breakpoint
-- The call of a tenant in a lane that is next: the one whose run is furthest, then the one that is due longest, of those
-- whose slots are free. None that would begin a run while `begun_max` are under way. Looks at one call for each gate.
CREATE FUNCTION job_next(in_lane text, of_tenant text, now_at timestamptz, full_slots text[], begun_max int)
  RETURNS TABLE (id bigint, tenant text, keys text[])
  LANGUAGE sql STABLE
  AS $$
  WITH RECURSIVE gates AS (
    (SELECT w.gate FROM public.job_calls w
      WHERE w.lane = in_lane AND w.tenant = of_tenant AND w.leased_until IS NULL ORDER BY w.gate LIMIT 1)
    UNION ALL
    SELECT (SELECT w.gate FROM public.job_calls w
      WHERE w.lane = in_lane AND w.tenant = of_tenant AND w.leased_until IS NULL AND w.gate > g.gate
      ORDER BY w.gate LIMIT 1)
    FROM gates g WHERE g.gate IS NOT NULL
  ), best AS (
    SELECT one.* FROM gates g CROSS JOIN LATERAL (
      SELECT w.id, w.tenant, w.keys, w.depth, w.due_at FROM public.job_calls w
      WHERE w.lane = in_lane AND w.tenant = of_tenant AND w.gate = g.gate AND w.leased_until IS NULL
        AND w.due_at <= now_at AND NOT w.slots && full_slots
      ORDER BY w.depth DESC, w.due_at, w.id LIMIT 1) one
    WHERE g.gate <> ALL (full_slots)
    ORDER BY one.depth DESC, one.due_at, one.id LIMIT 1
  )
  SELECT b.id, b.tenant, b.keys FROM best b
  WHERE b.depth > 0 OR of_tenant = '' OR begun_max > (
    SELECT count(*) FROM public.job_calls o WHERE o.tenant = of_tenant AND o.leased_until IS NOT NULL) + (
    SELECT count(*) FROM public.job_calls o
    WHERE o.tenant = of_tenant AND o.leased_until IS NULL AND o.depth > 0 AND o.due_at <= now_at)
$$;--> statement-breakpoint
-- Gives due calls to one worker, as many of each lane as `free` has, such as {"work": 3, "download": 20}. One after the
-- other: the next call is that of the tenant with the fewest running in its lane, then of the one that waited longest
-- for a turn; of a tenant's calls the one whose run is furthest. A tenant with `begun_max` runs under way begins no
-- more, or its files would all be downloaded before the first is read. Claims wait for each other, and each statement
-- sees what earlier ones committed: that keeps limits true across workers. Turns are looked at in their order until one
-- has a call, so that it matters little how many wait; without an index it would matter.
CREATE OR REPLACE FUNCTION job_claim(free jsonb, begun_max int, lease_ms int, worker text)
  RETURNS TABLE (id bigint, run_id text, lane text, kind text, step_id text, attempt int, token uuid)
  LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off
  SET plan_cache_mode = force_generic_plan
  AS $$
#variable_conflict use_column
DECLARE
  now_at timestamptz; full_slots text[]; busy text[]; in_lane text; slots_left int; c record; who record; slot_key text; n int;
BEGIN
  -- A claim that is lost with the server was never made: no result of it can have been stored without it.
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM pg_advisory_xact_lock(hashtext('rollcall.job_claim'));
  now_at := clock_timestamp();
  -- A lease that ran out was an attempt: a step that kills its worker must not be tried for ever.
  UPDATE job_calls j SET leased_until = NULL, attempt = j.attempt + 1 WHERE j.leased_until < now_at;
  SELECT coalesce(array_agg(s.n || ' of ' || k.key), '{}') INTO full_slots FROM (
    SELECT key, count(DISTINCT o.id) AS held FROM job_calls o, unnest(o.keys) AS key
    WHERE o.leased_until IS NOT NULL GROUP BY key) k, generate_series(1, k.held) AS s (n);
  -- What has begun (work) goes before what has not (download).
  FOR in_lane, slots_left IN SELECT l.key, l.value::int FROM jsonb_each_text(free) l ORDER BY l.key DESC LOOP
    SELECT coalesce(array_agg(DISTINCT o.tenant), '{}') INTO busy
      FROM job_calls o WHERE o.leased_until IS NOT NULL AND o.lane = in_lane;
    WHILE slots_left > 0 LOOP
      SELECT x.* INTO c FROM job_turns t
        CROSS JOIN LATERAL job_next(t.lane, t.tenant, now_at, full_slots, begun_max) x
        WHERE t.lane = in_lane AND t.tenant <> ALL (busy) ORDER BY t.at LIMIT 1;
      IF NOT FOUND THEN
        FOR who IN
          SELECT o.tenant FROM job_calls o JOIN job_turns t ON t.lane = o.lane AND t.tenant = o.tenant
          WHERE o.leased_until IS NOT NULL AND o.lane = in_lane GROUP BY o.tenant, t.at ORDER BY count(*), t.at
        LOOP
          SELECT x.* INTO c FROM job_next(in_lane, who.tenant, now_at, full_slots, begun_max) x;
          EXIT WHEN FOUND;
        END LOOP;
      END IF;
      EXIT WHEN c.id IS NULL;
      RETURN QUERY UPDATE job_calls j
        SET token = gen_random_uuid(), leased_until = now_at + lease_ms * interval '1 millisecond', worker = job_claim.worker
        WHERE j.id = c.id RETURNING j.id, j.run_id, j.lane, j.kind, j.step_id, j.attempt, j.token;
      UPDATE job_turns t SET at = clock_timestamp() WHERE t.lane = in_lane AND t.tenant = c.tenant;
      FOR slot_key IN SELECT DISTINCT unnest(c.keys) LOOP
        n := 1;
        WHILE (n || ' of ' || slot_key) = ANY (full_slots) LOOP n := n + 1; END LOOP;
        full_slots := full_slots || (n || ' of ' || slot_key);
      END LOOP;
      busy := busy || c.tenant;
      slots_left := slots_left - 1;
      c := NULL;
    END LOOP;
  END LOOP;
END $$;
