ALTER TABLE "runs" ADD COLUMN "purged_at" timestamp with time zone;--> statement-breakpoint
CREATE POLICY system_looks ON users FOR SELECT TO rollcall_system USING (state = 'removed');--> statement-breakpoint
GRANT SELECT (org_id, workspace_id, state, removed_at) ON users TO rollcall_system;--> statement-breakpoint
CREATE INDEX users_removed ON users (removed_at) WHERE state = 'removed';--> statement-breakpoint
-- The door of the nightly purge: which workspaces have something past its time. Ids only, as with the others.
CREATE FUNCTION system_purgeable(users_before timestamptz, runs_before timestamptz)
  RETURNS TABLE (org_id uuid, workspace_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT u.org_id, u.workspace_id FROM users u WHERE u.state = 'removed' AND u.removed_at < users_before
        UNION
        SELECT r.org_id, r.workspace_id FROM runs r WHERE r.finished_at < runs_before AND r.purged_at IS NULL $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_purgeable(timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_purgeable(timestamptz, timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_purgeable(timestamptz, timestamptz) TO rollcall_app;
