CREATE TABLE "api_requests" (
	"org_id" uuid NOT NULL,
	"token_id" uuid NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"body_hash" text,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone,
	"status" integer,
	"answer" jsonb,
	CONSTRAINT "api_requests_token_id_key_pk" PRIMARY KEY("token_id","key")
);
--> statement-breakpoint
ALTER TABLE "api_requests" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_token_workspaces" (
	"org_id" uuid NOT NULL,
	"token_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	CONSTRAINT "api_token_workspaces_token_id_workspace_id_pk" PRIMARY KEY("token_id","workspace_id")
);
--> statement-breakpoint
ALTER TABLE "api_token_workspaces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"label" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"permissions" text[] NOT NULL,
	"all_workspaces" boolean NOT NULL,
	"created_by" text NOT NULL,
	"created_by_account" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	"last_used_at" timestamp with time zone,
	"last_used_from" text,
	CONSTRAINT "api_tokens_tenant" UNIQUE("org_id","id"),
	CONSTRAINT "api_tokens_hash" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "plan_hash" text;--> statement-breakpoint
ALTER TABLE "api_requests" ADD CONSTRAINT "api_requests_token" FOREIGN KEY ("org_id","token_id") REFERENCES "public"."api_tokens"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token_workspaces" ADD CONSTRAINT "api_token_workspaces_token" FOREIGN KEY ("org_id","token_id") REFERENCES "public"."api_tokens"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token_workspaces" ADD CONSTRAINT "api_token_workspaces_workspace" FOREIGN KEY ("org_id","workspace_id") REFERENCES "public"."workspaces"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_requests_made" ON "api_requests" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "api_token_workspaces_of_workspace" ON "api_token_workspaces" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "api_tokens_of_org" ON "api_tokens" USING btree ("org_id","created_at");--> statement-breakpoint
CREATE POLICY "tenant" ON "api_requests" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "api_token_workspaces" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "api_tokens" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
-- What a plan would change, whatever the order and the row numbers of its lines.
CREATE FUNCTION plan_hash_of(run uuid) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp
  AS $$ SELECT encode(sha256(coalesce(string_agg(l.hash, ''::bytea ORDER BY l.hash), ''::bytea)), 'hex') FROM (
          SELECT sha256(convert_to(row(c.kind, c.csv_id, c.user_id, c.email, c.first_name, c.last_name,
            c.mobile, c.fields, c.before, c.depends_on, c.old_csv_id, c.old_sync_id, c.new_sync_id, c.match - 'version', c.is_same,
            c.unlinks, c.kept)::text, 'UTF8')) AS hash
          FROM changes c WHERE c.run_id = run) l $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION plan_hash_of(uuid) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION plan_hash_of(uuid) TO rollcall_app;--> statement-breakpoint
ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE changes NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE runs SET plan_hash = plan_hash_of(id) WHERE state = 'held';--> statement-breakpoint
ALTER TABLE changes FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE runs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['api_tokens', 'api_token_workspaces', 'api_requests'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;--> statement-breakpoint
CREATE POLICY system_looks ON api_tokens FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON api_requests FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_purges ON api_requests FOR DELETE TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (id, org_id, hash) ON api_tokens TO rollcall_system;--> statement-breakpoint
GRANT SELECT (created_at), DELETE ON api_requests TO rollcall_system;--> statement-breakpoint
-- Which organization a token was made for, whether or not it still counts: one look at one index.
CREATE FUNCTION system_find_api_token(token text) RETURNS TABLE (org_id uuid, id uuid) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT t.org_id, t.id FROM api_tokens t WHERE t.hash = token $$;--> statement-breakpoint
CREATE FUNCTION system_purge_api_requests(before timestamptz) RETURNS integer LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ WITH gone AS (DELETE FROM api_requests r WHERE r.created_at < before RETURNING 1) SELECT count(*)::int FROM gone $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_api_token(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_purge_api_requests(timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_find_api_token(text), system_purge_api_requests(timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_find_api_token(text), system_purge_api_requests(timestamptz) TO rollcall_app;
