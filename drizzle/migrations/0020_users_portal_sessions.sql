-- Whoever a session or a link was made for may be somebody else now. Whatever changes the user, and in its transaction.
CREATE FUNCTION users_end_portal_tokens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM portal_tokens WHERE org_id = NEW.org_id AND workspace_id = NEW.workspace_id AND user_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
-- The key is null once the user is removed.
CREATE TRIGGER users_end_portal_tokens AFTER UPDATE ON users FOR EACH ROW
  WHEN (OLD.email_key IS DISTINCT FROM NEW.email_key
        OR (OLD.external_id IS DISTINCT FROM NEW.external_id AND NEW.external_id IS NOT NULL))
  EXECUTE FUNCTION users_end_portal_tokens();
