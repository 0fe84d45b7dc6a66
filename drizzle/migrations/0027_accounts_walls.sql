ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "member_sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "own" ON "accounts" AS PERMISSIVE FOR ALL TO public USING (id = (select app_account_id()) or id in (select account_id from members where org_id = (select app_org_id()))) WITH CHECK (id = (select app_account_id()));--> statement-breakpoint
CREATE POLICY "own" ON "member_sessions" AS PERMISSIVE FOR ALL TO public USING (account_id = (select app_account_id())) WITH CHECK (account_id = (select app_account_id()));--> statement-breakpoint
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE member_sessions FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Somebody who signs in, before it is known who they are: the few questions that are asked then, and no others.
CREATE POLICY system_looks ON accounts FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_opens ON accounts FOR INSERT TO rollcall_system WITH CHECK (true);--> statement-breakpoint
CREATE POLICY system_looks ON member_sessions FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON members FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT, INSERT ON accounts TO rollcall_system;--> statement-breakpoint
GRANT SELECT (sid_hash, account_id) ON member_sessions TO rollcall_system;--> statement-breakpoint
GRANT SELECT (org_id, account_id) ON members TO rollcall_system;--> statement-breakpoint
CREATE FUNCTION system_find_login(address text)
  RETURNS TABLE (id uuid, email text, name text, hash text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT a.id, a.email, a.name, a.password_hash FROM accounts a WHERE a.email_key = lower(address) $$;--> statement-breakpoint
CREATE FUNCTION system_open_account(address text, person text, hash text) RETURNS uuid LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ INSERT INTO accounts (email, name, password_hash) VALUES (address, person, hash)
        ON CONFLICT (email_key) DO NOTHING RETURNING id $$;--> statement-breakpoint
CREATE FUNCTION system_find_session(hash text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.account_id FROM member_sessions s WHERE s.sid_hash = hash $$;--> statement-breakpoint
-- In each organization of the account, with the account as the actor: nobody else signs in for it.
CREATE FUNCTION system_note_sign_in(account uuid, action text, detail jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  org uuid;
  tenant text := current_setting('app.org_id', true);
BEGIN
  FOR org IN SELECT m.org_id FROM members m WHERE m.account_id = account LOOP
    PERFORM set_config('app.org_id', org::text, true);
    INSERT INTO audit_log (org_id, actor_kind, actor_id, actor_label, action, target_kind, target_id, target_label, detail)
      SELECT org, 'member', a.id::text, a.name, system_note_sign_in.action, 'session', NULL, NULL, system_note_sign_in.detail
      FROM accounts a WHERE a.id = account;
  END LOOP;
  PERFORM set_config('app.org_id', coalesce(tenant, ''), true);
END $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_login(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_open_account(text, text, text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_session(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_note_sign_in(uuid, text, jsonb) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_find_login(text), system_open_account(text, text, text), system_find_session(text),
  system_note_sign_in(uuid, text, jsonb) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_find_login(text), system_open_account(text, text, text), system_find_session(text),
  system_note_sign_in(uuid, text, jsonb) TO rollcall_app;
