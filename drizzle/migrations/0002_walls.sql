-- What the schema files cannot say: forced policies, grants, the deferrable key, and the doors between tenants.
DO $$ DECLARE t regclass; BEGIN
  FOR t IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity LOOP
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO rollcall_app, rollcall_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rollcall_app;--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO rollcall_app;--> statement-breakpoint
REVOKE UPDATE, DELETE ON audit_log FROM rollcall_app;--> statement-breakpoint
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END $$;--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();--> statement-breakpoint
-- Deferrable: checked once, when a statement ends. Swapped and reused addresses pass, a real clash is refused.
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (workspace_id, email_key)
  DEFERRABLE INITIALLY IMMEDIATE;--> statement-breakpoint
CREATE INDEX users_by_name ON users (workspace_id, state, lower(last_name), lower(first_name), id);--> statement-breakpoint
CREATE POLICY system_looks ON syncs FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON runs FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON invitations FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT ON syncs, runs, invitations TO rollcall_system;--> statement-breakpoint
-- The doors: each gives ids only, so that the caller can open the tenant's own context and be walled in again.
CREATE FUNCTION system_due_syncs(now_at timestamptz, most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.org_id, s.workspace_id, s.id FROM syncs s
        WHERE s.next_run_at <= now_at AND NOT s.paused ORDER BY s.next_run_at LIMIT most $$;--> statement-breakpoint
CREATE FUNCTION system_open_runs(most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text, run_id uuid, state text,
                 created_at timestamptz, lease_until timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT r.org_id, r.workspace_id, r.sync_id, r.id, r.state, r.created_at, r.lease_until FROM runs r
        WHERE r.state IN ('queued', 'running') ORDER BY r.created_at LIMIT most $$;--> statement-breakpoint
CREATE FUNCTION system_find_invitation(hash text)
  RETURNS TABLE (org_id uuid, invitation_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT i.org_id, i.id FROM invitations i WHERE i.token_hash = hash $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_due_syncs(timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_open_runs(int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_invitation(text) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_due_syncs(timestamptz, int), system_open_runs(int), system_find_invitation(text)
  FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_due_syncs(timestamptz, int), system_open_runs(int), system_find_invitation(text)
  TO rollcall_app;
