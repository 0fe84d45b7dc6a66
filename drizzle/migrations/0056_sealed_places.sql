-- Rows with sealed secrets, for a change of the keys that seal: ids only.
CREATE FUNCTION system_sealed_places(kept text, after uuid, most integer) RETURNS TABLE (org_id uuid, id uuid) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ (SELECT c.org_id, c.id FROM alert_channels c WHERE kept = 'alert_channels' AND c.id > after ORDER BY c.id LIMIT most)
    UNION ALL (SELECT w.org_id, w.id FROM webhook_endpoints w WHERE kept = 'webhook_endpoints' AND w.id > after ORDER BY w.id LIMIT most)
    UNION ALL (SELECT p.org_id, p.id FROM identity_providers p WHERE kept = 'identity_providers' AND p.id > after ORDER BY p.id LIMIT most) $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_sealed_places(text, uuid, integer) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_sealed_places(text, uuid, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_sealed_places(text, uuid, integer) TO rollcall_app;--> statement-breakpoint
DROP FUNCTION system_channel_secret_places(uuid, integer);
