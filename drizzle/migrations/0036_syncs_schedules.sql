CREATE TABLE "sync_conditions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sync_id" text NOT NULL,
	"kind" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"cleared_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sync_conditions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "schedule_kind" text DEFAULT 'daily' NOT NULL;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "weekdays" integer[] DEFAULT '{1}'::int[] NOT NULL;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "look_minutes" integer DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "arrived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "look_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "looked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "look_file" jsonb;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "looks_failing_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "look_failure" jsonb;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "rhythm" jsonb;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "rhythm_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "late_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "late_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "last_new_file_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "last_file" jsonb;--> statement-breakpoint
ALTER TABLE "sync_conditions" ADD CONSTRAINT "sync_conditions_sync" FOREIGN KEY ("org_id","workspace_id","sync_id") REFERENCES "public"."syncs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sync_conditions_one_open" ON "sync_conditions" USING btree ("sync_id","kind") WHERE cleared_at is null;--> statement-breakpoint
CREATE INDEX "sync_conditions_of_sync" ON "sync_conditions" USING btree ("sync_id","raised_at");--> statement-breakpoint
CREATE INDEX "syncs_of_source" ON "syncs" USING btree ("org_id","remote_source_id");--> statement-breakpoint
CREATE INDEX "syncs_arrived" ON "syncs" USING btree ("arrived_at") WHERE arrived_at is not null;--> statement-breakpoint
CREATE INDEX "syncs_looks" ON "syncs" USING btree ("look_at") WHERE look_at is not null;--> statement-breakpoint
CREATE INDEX "syncs_late" ON "syncs" USING btree ("late_at") WHERE late_since is null;--> statement-breakpoint
CREATE POLICY "tenant" ON "sync_conditions" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));
--> statement-breakpoint
ALTER TABLE sync_conditions FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sync_conditions TO rollcall_app;--> statement-breakpoint
ALTER TABLE syncs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE syncs SET schedule_kind = 'never' WHERE source_kind = 'upload';--> statement-breakpoint
-- Some look every hour for a file that is made every night: that is no reason to call them late tomorrow.
UPDATE syncs SET schedule_kind = 'hours', rhythm = '{"kind": "day"}' WHERE source_kind = 'remote' AND every_hours <> 24;--> statement-breakpoint
UPDATE syncs SET rhythm_from = now(), late_at = now() + interval '36 hours'
 WHERE source_kind = 'remote' AND NOT paused AND detached_at IS NULL;--> statement-breakpoint
-- Or the file that was read last would be taken for a new one.
UPDATE syncs s SET last_file = jsonb_strip_nulls(jsonb_build_object('users', l.source, 'managers', l.managers -> 'source'))
  FROM (SELECT DISTINCT ON (r.sync_id) r.sync_id, r.source, r.managers FROM runs r
        WHERE r.source IS NOT NULL AND r.intent = 'apply' AND r.upload_id IS NULL AND r.undoes IS NULL
        ORDER BY r.sync_id, r.created_at DESC) l
 WHERE l.sync_id = s.id AND s.source_kind = 'remote';--> statement-breakpoint
ALTER TABLE runs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE syncs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- The doors of the scheduler beside system_due_syncs: ids only, the longest waiting first.
CREATE FUNCTION system_arrived_syncs(quiet_since timestamptz, most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.org_id, s.workspace_id, s.id FROM syncs s
        WHERE s.arrived_at <= quiet_since AND NOT s.paused AND s.schedule_kind = 'arrival' AND s.detached_at IS NULL
          AND NOT EXISTS (SELECT FROM runs r WHERE r.sync_id = s.id AND r.state = 'queued' AND r.intent = 'apply')
        ORDER BY s.arrived_at LIMIT most $$;--> statement-breakpoint
CREATE FUNCTION system_due_looks(now_at timestamptz, most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.org_id, s.workspace_id, s.id FROM syncs s
        WHERE s.look_at <= now_at AND NOT s.paused AND s.schedule_kind = 'arrival' AND s.detached_at IS NULL
        ORDER BY s.look_at LIMIT most $$;--> statement-breakpoint
CREATE FUNCTION system_late_syncs(now_at timestamptz, most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.org_id, s.workspace_id, s.id FROM syncs s
        WHERE s.late_at <= now_at AND s.late_since IS NULL AND NOT s.paused AND s.detached_at IS NULL
        ORDER BY s.late_at LIMIT most $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_arrived_syncs(timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_due_looks(timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_late_syncs(timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_arrived_syncs(timestamptz, int), system_due_looks(timestamptz, int),
  system_late_syncs(timestamptz, int) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_arrived_syncs(timestamptz, int), system_due_looks(timestamptz, int),
  system_late_syncs(timestamptz, int) TO rollcall_app;
