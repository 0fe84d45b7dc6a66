CREATE TABLE "account_passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"is_synced" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "account_passkeys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "account_recovery_codes" (
	"account_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "account_recovery_codes_account_id_code_hash_pk" PRIMARY KEY("account_id","code_hash")
);
--> statement-breakpoint
ALTER TABLE "account_recovery_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "account_totp" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"secret_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account_totp" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "email_changes" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"from_token_hash" text NOT NULL,
	"to_token_hash" text NOT NULL,
	"from_proved_at" timestamp with time zone,
	"to_proved_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "email_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_steps" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid,
	"challenge" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_in_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "member_sessions" ADD COLUMN "method" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "requires_second_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "account_passkeys" ADD CONSTRAINT "account_passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_recovery_codes" ADD CONSTRAINT "account_recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_totp" ADD CONSTRAINT "account_totp_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_steps" ADD CONSTRAINT "sign_in_steps_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_passkeys_account" ON "account_passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "email_changes_expiry" ON "email_changes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_steps_expiry" ON "sign_in_steps" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_steps_account" ON "sign_in_steps" USING btree ("account_id");--> statement-breakpoint
CREATE POLICY "own_delete" ON "accounts" AS RESTRICTIVE FOR DELETE TO public USING (id = (select app_account_id()));--> statement-breakpoint
CREATE POLICY "own" ON "account_passkeys" AS PERMISSIVE FOR ALL TO public USING (account_id = (select app_account_id())) WITH CHECK (account_id = (select app_account_id()));--> statement-breakpoint
CREATE POLICY "own" ON "account_recovery_codes" AS PERMISSIVE FOR ALL TO public USING (account_id = (select app_account_id())) WITH CHECK (account_id = (select app_account_id()));--> statement-breakpoint
CREATE POLICY "own" ON "account_totp" AS PERMISSIVE FOR ALL TO public USING (account_id = (select app_account_id())) WITH CHECK (account_id = (select app_account_id()));--> statement-breakpoint
CREATE POLICY "own" ON "email_changes" AS PERMISSIVE FOR ALL TO public USING (account_id = (select app_account_id())) WITH CHECK (account_id = (select app_account_id()));--> statement-breakpoint
ALTER TABLE account_totp FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE account_recovery_codes FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE account_passkeys FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE email_changes FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sign_in_steps FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON account_totp, account_recovery_codes, account_passkeys, email_changes TO rollcall_app;--> statement-breakpoint
REVOKE ALL ON sign_in_steps FROM rollcall_app;--> statement-breakpoint
CREATE POLICY system_keeps ON sign_in_steps TO rollcall_system USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_steps TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_looks ON account_passkeys FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_hands_over ON account_passkeys FOR DELETE TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (id, account_id), DELETE ON account_passkeys TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_looks ON account_totp FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_hands_over ON account_totp FOR DELETE TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (account_id, confirmed_at), DELETE ON account_totp TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_looks ON account_recovery_codes FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_hands_over ON account_recovery_codes FOR DELETE TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (account_id), DELETE ON account_recovery_codes TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_looks ON email_changes FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_purges ON email_changes FOR DELETE TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (account_id, expires_at), DELETE ON email_changes TO rollcall_system;--> statement-breakpoint
GRANT UPDATE (second_factor_at) ON accounts TO rollcall_system;--> statement-breakpoint
-- Whether an account has a second factor is asked at every request of an organization that wants one.
CREATE FUNCTION note_second_factor() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  account uuid := coalesce(NEW.account_id, OLD.account_id);
  has boolean;
BEGIN
  has := EXISTS (SELECT FROM account_totp t WHERE t.account_id = account AND t.confirmed_at IS NOT NULL)
      OR EXISTS (SELECT FROM account_passkeys p WHERE p.account_id = account);
  UPDATE accounts a SET second_factor_at = CASE WHEN has THEN now() END
    WHERE a.id = account AND (a.second_factor_at IS NOT NULL) <> has;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER account_totp_noted AFTER INSERT OR UPDATE OF confirmed_at OR DELETE ON account_totp
  FOR EACH ROW EXECUTE FUNCTION note_second_factor();--> statement-breakpoint
CREATE TRIGGER account_passkeys_noted AFTER INSERT OR DELETE ON account_passkeys
  FOR EACH ROW EXECUTE FUNCTION note_second_factor();--> statement-breakpoint
DROP FUNCTION system_find_login(text);--> statement-breakpoint
CREATE FUNCTION system_find_login(address text)
  RETURNS TABLE (id uuid, email text, name text, hash text, verified boolean, second_factor boolean) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT a.id, a.email, a.name, a.password_hash, a.email_verified_at IS NOT NULL, a.second_factor_at IS NOT NULL
        FROM accounts a WHERE a.email_key = lower(address) $$;--> statement-breakpoint
CREATE FUNCTION system_find_passkey(credential text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT p.account_id FROM account_passkeys p WHERE p.id = credential $$;--> statement-breakpoint
CREATE FUNCTION system_put_sign_in_step(hash text, what text, account uuid, puzzle text, starts timestamptz, ends timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ INSERT INTO sign_in_steps (key_hash, purpose, account_id, challenge, created_at, expires_at)
        VALUES (hash, what, account, puzzle, starts, ends)
        ON CONFLICT (key_hash) DO UPDATE SET purpose = excluded.purpose, account_id = excluded.account_id,
          challenge = excluded.challenge, created_at = excluded.created_at, expires_at = excluded.expires_at $$;--> statement-breakpoint
CREATE FUNCTION system_find_sign_in_step(hash text, what text, at timestamptz)
  RETURNS TABLE (account_id uuid, challenge text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT s.account_id, s.challenge FROM sign_in_steps s
        WHERE s.key_hash = hash AND s.purpose = what AND s.expires_at > at $$;--> statement-breakpoint
-- Of any number at once exactly one gets it.
CREATE FUNCTION system_take_sign_in_step(hash text, what text, at timestamptz)
  RETURNS TABLE (account_id uuid, challenge text) LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ DELETE FROM sign_in_steps s WHERE s.key_hash = hash AND s.purpose = what AND s.expires_at > at
        RETURNING s.account_id, s.challenge $$;--> statement-breakpoint
-- Second steps of an account that has another password or other factors by now.
CREATE FUNCTION system_close_sign_in_steps(account uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ DELETE FROM sign_in_steps s WHERE s.account_id = account $$;--> statement-breakpoint
CREATE FUNCTION system_purge_sign_in_steps(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  steps integer;
  changes integer;
BEGIN
  DELETE FROM sign_in_steps s WHERE s.expires_at < before;
  GET DIAGNOSTICS steps = ROW_COUNT;
  DELETE FROM email_changes c WHERE c.expires_at < before;
  GET DIAGNOSTICS changes = ROW_COUNT;
  RETURN steps + changes;
END $$;--> statement-breakpoint
CREATE FUNCTION system_totp_places(after uuid, most int) RETURNS TABLE (account_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT t.account_id FROM account_totp t WHERE t.account_id > after ORDER BY t.account_id LIMIT most $$;--> statement-breakpoint
-- Who never proved the address loses the account with all that opened it.
CREATE OR REPLACE FUNCTION system_prove_account(address text, person text, password text, at timestamptz) RETURNS uuid LANGUAGE plpgsql
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
  DELETE FROM account_totp t WHERE t.account_id = proved;
  DELETE FROM account_passkeys p WHERE p.account_id = proved;
  DELETE FROM account_recovery_codes c WHERE c.account_id = proved;
  DELETE FROM email_changes c WHERE c.account_id = proved;
  DELETE FROM sign_in_steps s WHERE s.account_id = proved;
  RETURN proved;
END $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_login(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_passkey(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_put_sign_in_step(text, text, uuid, text, timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_sign_in_step(text, text, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_take_sign_in_step(text, text, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_close_sign_in_steps(uuid) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_purge_sign_in_steps(timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_totp_places(uuid, int) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_find_login(text), system_find_passkey(text),
  system_put_sign_in_step(text, text, uuid, text, timestamptz, timestamptz), system_find_sign_in_step(text, text, timestamptz),
  system_take_sign_in_step(text, text, timestamptz), system_close_sign_in_steps(uuid), system_purge_sign_in_steps(timestamptz),
  system_totp_places(uuid, int) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_find_login(text), system_find_passkey(text),
  system_put_sign_in_step(text, text, uuid, text, timestamptz, timestamptz), system_find_sign_in_step(text, text, timestamptz),
  system_take_sign_in_step(text, text, timestamptz), system_close_sign_in_steps(uuid), system_purge_sign_in_steps(timestamptz),
  system_totp_places(uuid, int) TO rollcall_app;
