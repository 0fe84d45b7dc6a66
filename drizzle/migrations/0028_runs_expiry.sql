ALTER TABLE "runs" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX runs_expiring ON runs (expires_at) WHERE state = 'held';--> statement-breakpoint
ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Plans that wait already have their time from now on.
UPDATE runs SET expires_at = now() + interval '7 days' WHERE state = 'held';--> statement-breakpoint
ALTER TABLE runs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- The door of the sweep to plans that nobody has decided about in time. Ids only, as with the others.
CREATE FUNCTION system_expired_plans(now timestamptz, most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text, run_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT r.org_id, r.workspace_id, r.sync_id, r.id FROM runs r
        WHERE r.state = 'held' AND r.expires_at <= $1 ORDER BY r.expires_at LIMIT $2 $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_expired_plans(timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_expired_plans(timestamptz, int) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_expired_plans(timestamptz, int) TO rollcall_app;
