CREATE TABLE "job_calls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" text NOT NULL,
	"kind" text NOT NULL,
	"step_id" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"keys" text[] NOT NULL,
	"limits" integer[] NOT NULL,
	"token" uuid,
	"leased_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "job_crons" (
	"id" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_events" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "job_events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event" jsonb NOT NULL,
	"named" boolean NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"routed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"function_id" text NOT NULL,
	"event" jsonb NOT NULL,
	"dedup_key" text,
	"state" text DEFAULT 'running' NOT NULL,
	"pending" integer DEFAULT 0 NOT NULL,
	"keys" text[] NOT NULL,
	"limits" integer[] NOT NULL,
	"result" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "job_runs_dedup_key" UNIQUE("dedup_key")
);
--> statement-breakpoint
CREATE TABLE "job_steps" (
	"run_id" text NOT NULL,
	"id" text NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "job_steps_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"outcome" jsonb NOT NULL,
	CONSTRAINT "job_steps_run_id_id_pk" PRIMARY KEY("run_id","id")
);
--> statement-breakpoint
ALTER TABLE "job_calls" ADD CONSTRAINT "job_calls_run_id_job_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."job_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_steps" ADD CONSTRAINT "job_steps_run_id_job_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."job_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_calls_due" ON "job_calls" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "job_calls_run" ON "job_calls" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "job_calls_leased" ON "job_calls" USING btree ("leased_until") WHERE leased_until is not null;--> statement-breakpoint
CREATE INDEX "job_events_waiting" ON "job_events" USING btree ("seq") WHERE routed_at is null;--> statement-breakpoint
CREATE INDEX "job_runs_open" ON "job_runs" USING btree ("function_id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "job_runs_finished" ON "job_runs" USING btree ("finished_at");--> statement-breakpoint
-- No tenant's data is in the queue, only ids: the application's role has all of it, and no policies are needed.
GRANT SELECT, INSERT, UPDATE, DELETE ON job_calls, job_crons, job_events, job_runs, job_steps TO rollcall_app;--> statement-breakpoint
-- Gives up to `most` due calls to one worker. A function, so that each statement in it sees what earlier claims
-- committed while this one waited for the lock: that is what keeps concurrency limits true across workers.
CREATE FUNCTION job_claim(most int, lease_ms int)
  RETURNS TABLE (id bigint, run_id text, kind text, step_id text, attempt int, token uuid)
  LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp
  AS $$
#variable_conflict use_column
DECLARE
  c job_calls; at timestamptz; slot text; taken int := 0; full_slots text[] := '{}';
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('rollcall.job_claim'));
  at := clock_timestamp();
  <<each_call>>
  FOR c IN SELECT * FROM job_calls j
           WHERE j.due_at <= at AND (j.leased_until IS NULL OR j.leased_until < at)
           ORDER BY j.due_at, j.id FOR UPDATE SKIP LOCKED LOOP
    EXIT WHEN taken >= most;
    FOR i IN 1..cardinality(c.keys) LOOP
      slot := c.limits[i] || ' of ' || c.keys[i];
      CONTINUE each_call WHEN slot = ANY (full_slots);
      IF (SELECT count(*) FROM job_calls o WHERE o.leased_until >= at AND c.keys[i] = ANY (o.keys)) >= c.limits[i] THEN
        full_slots := full_slots || slot;
        CONTINUE each_call;
      END IF;
    END LOOP;
    -- A lease that ran out was an attempt: a step that kills its worker must not be tried for ever.
    RETURN QUERY UPDATE job_calls j
      SET token = gen_random_uuid(), leased_until = at + lease_ms * interval '1 millisecond',
          attempt = j.attempt + (j.leased_until IS NOT NULL)::int
      WHERE j.id = c.id RETURNING j.id, j.run_id, j.kind, j.step_id, j.attempt, j.token;
    taken := taken + 1;
  END LOOP;
END $$;
