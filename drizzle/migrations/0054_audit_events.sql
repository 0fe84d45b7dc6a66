-- The audit log as a stream: ids and names of keys, for organizations that want it. What it says is in the log itself.
CREATE FUNCTION tell_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO outgoing_events (org_id, workspace_id, type, data)
    SELECT NEW.org_id, NEW.workspace_id, 'audit.entry', jsonb_build_object(
        'entryId', NEW.id, 'action', NEW.action, 'actorKind', NEW.actor_kind, 'actorId', NEW.actor_id,
        'targetKind', NEW.target_kind, 'targetId', NEW.target_id,
        'changed', (SELECT coalesce(jsonb_agg(key ORDER BY key), '[]') FROM jsonb_object_keys(NEW.detail) key WHERE key <> 'workspaceId'))
      FROM event_streams s WHERE s.org_id = NEW.org_id AND 'audit' = ANY (s.wants);
  RETURN NULL;
END $$;--> statement-breakpoint
GRANT SELECT ON event_streams TO rollcall_system;--> statement-breakpoint
GRANT INSERT ON outgoing_events TO rollcall_system;--> statement-breakpoint
CREATE TRIGGER audit_log_tell AFTER INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION tell_audit_entry();--> statement-breakpoint
-- The portal has a page of its own at this address now.
ALTER TABLE pages NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE pages SET slug = 'me-' || id WHERE slug = 'me';--> statement-breakpoint
ALTER TABLE pages FORCE ROW LEVEL SECURITY;
