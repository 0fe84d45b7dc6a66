-- The door of key rotation: where sealed secrets are. Ids only, as with the others.
CREATE POLICY system_looks ON remote_sources FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (id, org_id) ON remote_sources TO rollcall_system;--> statement-breakpoint
CREATE FUNCTION system_secret_places(after uuid, most int)
  RETURNS TABLE (org_id uuid, id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.org_id, s.id FROM remote_sources s WHERE s.id > after ORDER BY s.id LIMIT most $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_secret_places(uuid, int) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_secret_places(uuid, int) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_secret_places(uuid, int) TO rollcall_app;
