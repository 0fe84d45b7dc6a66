CREATE TABLE "account_identities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"label" text NOT NULL,
	"email" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_identities_subject" UNIQUE("issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "account_identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identity_domains" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"challenge" text NOT NULL,
	"proved_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identity_domains_once" UNIQUE("org_id","domain")
);
--> statement-breakpoint
ALTER TABLE "identity_domains" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identity_providers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"label" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"secret_sealed" text NOT NULL,
	"secret_set_at" timestamp with time zone DEFAULT now() NOT NULL,
	"only_sso" boolean DEFAULT false NOT NULL,
	"adds_members" boolean DEFAULT true NOT NULL,
	"default_role" text DEFAULT 'viewer' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identity_providers_tenant" UNIQUE("org_id","id"),
	CONSTRAINT "identity_providers_org" UNIQUE("org_id")
);
--> statement-breakpoint
ALTER TABLE "identity_providers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "member_sessions" ADD COLUMN "provider_id" text;--> statement-breakpoint
ALTER TABLE "member_sessions" ADD COLUMN "is_full" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "member_sessions" ADD COLUMN "sso_org_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL;--> statement-breakpoint
ALTER TABLE "member_sessions" ADD COLUMN "told_org_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL;--> statement-breakpoint
ALTER TABLE "account_identities" ADD CONSTRAINT "account_identities_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_domains" ADD CONSTRAINT "identity_domains_provider" FOREIGN KEY ("org_id","provider_id") REFERENCES "public"."identity_providers"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_providers" ADD CONSTRAINT "identity_providers_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_identities_account" ON "account_identities" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_domains_proved" ON "identity_domains" USING btree ("domain") WHERE proved_at is not null;--> statement-breakpoint
CREATE POLICY "own" ON "account_identities" AS PERMISSIVE FOR ALL TO public USING (account_id = (select app_account_id())) WITH CHECK (account_id = (select app_account_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "identity_domains" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "member_looks" ON "identity_domains" AS PERMISSIVE FOR SELECT TO public USING (org_id in (select org_id from members where account_id = (select app_account_id())));--> statement-breakpoint
CREATE POLICY "tenant" ON "identity_providers" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "member_looks" ON "identity_providers" AS PERMISSIVE FOR SELECT TO public USING (org_id in (select org_id from members where account_id = (select app_account_id())));--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['identity_providers', 'identity_domains', 'account_identities'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;--> statement-breakpoint
-- Somebody who signs in, before it is known who they are and where they belong.
CREATE POLICY system_looks ON identity_providers FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON identity_domains FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON account_identities FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_forgets ON account_identities FOR DELETE TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (id, org_id) ON identity_providers TO rollcall_system;--> statement-breakpoint
GRANT SELECT (org_id, provider_id, domain, proved_at) ON identity_domains TO rollcall_system;--> statement-breakpoint
GRANT SELECT (account_id, issuer, subject), DELETE ON account_identities TO rollcall_system;--> statement-breakpoint
CREATE FUNCTION system_find_identity(iss text, sub text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT i.account_id FROM account_identities i WHERE i.issuer = iss AND i.subject = sub $$;--> statement-breakpoint
CREATE FUNCTION system_find_provider(provider uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT p.org_id FROM identity_providers p WHERE p.id = provider $$;--> statement-breakpoint
CREATE FUNCTION system_provider_of_domain(name text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT d.provider_id FROM identity_domains d WHERE d.domain = name AND d.proved_at IS NOT NULL $$;--> statement-breakpoint
CREATE FUNCTION system_provider_of_org(address text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT p.id FROM identity_providers p JOIN organizations o ON o.id = p.org_id WHERE o.slug = address $$;--> statement-breakpoint
-- An address that someone else proves takes the account with it: who signed in there before must not come back.
CREATE FUNCTION forget_identities() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM account_identities i WHERE i.account_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER accounts_forget_identities AFTER UPDATE OF email_verified_at ON accounts FOR EACH ROW
  WHEN (OLD.email_verified_at IS NULL AND NEW.email_verified_at IS NOT NULL) EXECUTE FUNCTION forget_identities();--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_identity(text, text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_provider(uuid) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_provider_of_domain(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_provider_of_org(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION forget_identities() OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_find_identity(text, text), system_find_provider(uuid), system_provider_of_domain(text),
  system_provider_of_org(text), forget_identities() FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_find_identity(text, text), system_find_provider(uuid), system_provider_of_domain(text),
  system_provider_of_org(text) TO rollcall_app;
