-- The application writes the audit log through this function alone, and only in the name of its transaction's own actor.
CREATE FUNCTION write_audit(org uuid, action text, target_kind text, target_id text, target_label text, detail jsonb)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ INSERT INTO audit_log (org_id, actor_kind, actor_id, actor_label, action, target_kind, target_id, target_label, detail)
        VALUES (org, nullif(current_setting('app.actor_kind', true), ''), nullif(current_setting('app.actor_id', true), ''),
                nullif(current_setting('app.actor_label', true), ''), action, target_kind, target_id, target_label, detail) $$;--> statement-breakpoint
GRANT INSERT ON audit_log TO rollcall_system;--> statement-breakpoint
GRANT USAGE ON SEQUENCE audit_log_id_seq TO rollcall_system;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION write_audit(uuid, text, text, text, text, jsonb) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION write_audit(uuid, text, text, text, text, jsonb) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION write_audit(uuid, text, text, text, text, jsonb) TO rollcall_app;--> statement-breakpoint
REVOKE INSERT ON audit_log FROM rollcall_app;
