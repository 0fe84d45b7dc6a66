ALTER TABLE "member_sessions" ADD COLUMN "confirmed_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE member_sessions SET confirmed_at = created_at;--> statement-breakpoint
-- Behind the verb and behind the seal: no statement of ours moves a stored secret to another server or user.
CREATE FUNCTION remote_sources_secret_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A stored secret stays with the host, port and user it was entered for.' USING ERRCODE = '23514';
END $$;--> statement-breakpoint
CREATE TRIGGER remote_sources_secret_stays BEFORE UPDATE ON remote_sources FOR EACH ROW
  WHEN ((OLD.host, OLD.port, OLD.username) IS DISTINCT FROM (NEW.host, NEW.port, NEW.username)
        AND OLD.credentials_sealed = NEW.credentials_sealed)
  EXECUTE FUNCTION remote_sources_secret_stays();
