-- The door of the nightly purge also names workspaces that only have ways into their portal to delete.
CREATE POLICY system_looks ON portal_tokens FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (org_id, workspace_id, expires_at) ON portal_tokens TO rollcall_system;--> statement-breakpoint
DROP FUNCTION system_purgeable(timestamptz, timestamptz);--> statement-breakpoint
CREATE FUNCTION system_purgeable(users_before timestamptz, runs_before timestamptz, tokens_before timestamptz)
  RETURNS TABLE (org_id uuid, workspace_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT u.org_id, u.workspace_id FROM users u WHERE u.state = 'removed' AND u.removed_at < users_before
        UNION
        SELECT r.org_id, r.workspace_id FROM runs r WHERE r.finished_at < runs_before AND r.purged_at IS NULL
        UNION
        SELECT t.org_id, t.workspace_id FROM portal_tokens t WHERE t.expires_at < tokens_before $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_purgeable(timestamptz, timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_purgeable(timestamptz, timestamptz, timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_purgeable(timestamptz, timestamptz, timestamptz) TO rollcall_app;
