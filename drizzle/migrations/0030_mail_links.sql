CREATE TABLE "mail_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"email" text NOT NULL,
	"account_id" uuid,
	"name" text,
	"password_hash" text,
	"next_path" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "mail_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email_verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "mail_token_hash" text;--> statement-breakpoint
ALTER TABLE "mail_links" ADD CONSTRAINT "mail_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_links_email" ON "mail_links" USING btree ("email");--> statement-breakpoint
CREATE INDEX "mail_links_expiry" ON "mail_links" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_mail_token" UNIQUE("mail_token_hash");--> statement-breakpoint
ALTER TABLE mail_links FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Whoever has an account already goes on with it as before. The owner is held by the policies, too, unless they are lifted.
ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE accounts SET email_verified_at = created_at;--> statement-breakpoint
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE ALL ON mail_links FROM rollcall_app;--> statement-breakpoint
CREATE POLICY system_keeps ON mail_links TO rollcall_system USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_links TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_proves ON accounts FOR UPDATE TO rollcall_system USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT UPDATE (name, password_hash, email_verified_at) ON accounts TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_revokes ON member_sessions FOR UPDATE TO rollcall_system USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT UPDATE (revoked_at), SELECT (revoked_at) ON member_sessions TO rollcall_system;--> statement-breakpoint
DROP FUNCTION system_find_login(text);--> statement-breakpoint
CREATE FUNCTION system_find_login(address text)
  RETURNS TABLE (id uuid, email text, name text, hash text, verified boolean) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT a.id, a.email, a.name, a.password_hash, a.email_verified_at IS NOT NULL
        FROM accounts a WHERE a.email_key = lower(address) $$;--> statement-breakpoint
CREATE FUNCTION system_put_mail_link(hash text, what text, address text, account uuid, person text, password text, path text,
                                     starts timestamptz, ends timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ INSERT INTO mail_links (token_hash, purpose, email, account_id, name, password_hash, next_path, created_at, expires_at)
        VALUES (hash, what, address, account, person, password, path, starts, ends) $$;--> statement-breakpoint
CREATE FUNCTION system_find_mail_link(hash text, what text)
  RETURNS TABLE (account_id uuid, email text, name text, password_hash text, next_path text, expires_at timestamptz, used_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT l.account_id, l.email, l.name, l.password_hash, l.next_path, l.expires_at, l.used_at
        FROM mail_links l WHERE l.token_hash = hash AND l.purpose = what $$;--> statement-breakpoint
-- Of any number at once exactly one is told true. The password is forgotten with the use.
CREATE FUNCTION system_use_mail_link(hash text, what text, at timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE mail_links l SET used_at = at, password_hash = NULL
    WHERE l.token_hash = hash AND l.purpose = what AND l.used_at IS NULL AND l.expires_at > at;
  RETURN FOUND;
END $$;--> statement-breakpoint
-- The other links that were mailed to an address: what they were for is done.
CREATE FUNCTION system_close_mail_links(address text, at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ UPDATE mail_links l SET used_at = at, password_hash = NULL WHERE l.email = address AND l.used_at IS NULL $$;--> statement-breakpoint
CREATE FUNCTION system_purge_mail_links(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  DELETE FROM mail_links l WHERE l.expires_at < before;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;--> statement-breakpoint
-- For whoever has proved the address. An account that never proved it is theirs from now on: with their password, and
-- without the browsers that are signed in. NULL when the address belongs to a verified account.
CREATE FUNCTION system_prove_account(address text, person text, password text, at timestamptz) RETURNS uuid LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  proved uuid;
BEGIN
  INSERT INTO accounts AS a (email, name, password_hash, email_verified_at) VALUES (address, person, password, at)
    ON CONFLICT (email_key) DO UPDATE
      SET name = excluded.name, password_hash = excluded.password_hash, email_verified_at = excluded.email_verified_at
      WHERE a.email_verified_at IS NULL
    RETURNING a.id INTO proved;
  UPDATE member_sessions s SET revoked_at = at WHERE s.account_id = proved AND s.revoked_at IS NULL;
  RETURN proved;
END $$;--> statement-breakpoint
DROP FUNCTION system_find_invitation(text);--> statement-breakpoint
CREATE FUNCTION system_find_invitation(hash text)
  RETURNS TABLE (org_id uuid, invitation_id uuid, mailed boolean) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT i.org_id, i.id, i.mail_token_hash IS NOT DISTINCT FROM hash FROM invitations i
        WHERE i.token_hash = hash OR i.mail_token_hash = hash $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_login(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_put_mail_link(text, text, text, uuid, text, text, text, timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_mail_link(text, text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_use_mail_link(text, text, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_close_mail_links(text, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_purge_mail_links(timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_prove_account(text, text, text, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_invitation(text) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_find_login(text),
  system_put_mail_link(text, text, text, uuid, text, text, text, timestamptz, timestamptz), system_find_mail_link(text, text),
  system_use_mail_link(text, text, timestamptz), system_close_mail_links(text, timestamptz),
  system_purge_mail_links(timestamptz), system_prove_account(text, text, text, timestamptz), system_find_invitation(text)
  FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_find_login(text),
  system_put_mail_link(text, text, text, uuid, text, text, text, timestamptz, timestamptz), system_find_mail_link(text, text),
  system_use_mail_link(text, text, timestamptz), system_close_mail_links(text, timestamptz),
  system_purge_mail_links(timestamptz), system_prove_account(text, text, text, timestamptz), system_find_invitation(text)
  TO rollcall_app;
