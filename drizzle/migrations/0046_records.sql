CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"workspace_name" text NOT NULL,
	"user_id" bigint NOT NULL,
	"address_hash" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"erased_by" text,
	"erased_by_label" text NOT NULL,
	"was_in_file" boolean NOT NULL,
	"removed" jsonb NOT NULL,
	"remaining" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "erasures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "retention_settings" (
	"org_id" uuid PRIMARY KEY NOT NULL,
	"removed_users" integer,
	"run_details" integer,
	"runs" integer,
	"audit_log" integer,
	"events" integer,
	"messages" integer,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "retention_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "workspace_id" uuid;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "contact" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_settings" ADD CONSTRAINT "retention_settings_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erasures_org" ON "erasures" USING btree ("org_id","at");--> statement-breakpoint
CREATE INDEX "audit_log_workspace" ON "audit_log" USING btree ("org_id","workspace_id","id");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("org_id","at");--> statement-breakpoint
CREATE POLICY "tenant" ON "erasures" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "retention_settings" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));
--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['erasures', 'retention_settings'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;--> statement-breakpoint
-- A receipt is written once.
GRANT SELECT, INSERT ON erasures TO rollcall_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON retention_settings TO rollcall_app;--> statement-breakpoint
CREATE POLICY system_looks ON retention_settings FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT ON retention_settings TO rollcall_system;--> statement-breakpoint
-- What earlier versions wrote: users become their ids, and entries know their workspace.
ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only;--> statement-breakpoint
ALTER TABLE audit_log NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE audit_log SET
  workspace_id = coalesce(
    (CASE WHEN detail ->> 'workspaceId' ~ '^[0-9a-f-]{36}$' THEN detail ->> 'workspaceId' END)::uuid,
    (CASE WHEN target_kind = 'workspace' AND target_id ~ '^[0-9a-f-]{36}$' THEN target_id END)::uuid),
  target_label = CASE WHEN target_kind IN ('user', 'portal') THEN NULL ELSE target_label END,
  actor_label = CASE WHEN actor_kind = 'user' THEN 'User' ELSE actor_label END,
  detail = CASE WHEN action = 'sync.detach' THEN detail - 'kept' ELSE detail END;--> statement-breakpoint
UPDATE audit_log a SET workspace_id = s.workspace_id FROM syncs s
  WHERE a.workspace_id IS NULL AND a.target_kind = 'sync' AND s.org_id = a.org_id AND s.id = a.target_id;--> statement-breakpoint
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only;--> statement-breakpoint
-- Only the functions below may pass: they belong to rollcall_system, and work within the tenant of the transaction.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN
    IF current_user = 'rollcall_system' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
    RAISE EXCEPTION 'The audit log is append-only.';
  END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION write_audit(org uuid, action text, target_kind text, target_id text, target_label text, detail jsonb)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ INSERT INTO audit_log (org_id, workspace_id, actor_kind, actor_id, actor_label, action, target_kind, target_id, target_label, detail)
        VALUES (org,
                coalesce((CASE WHEN detail ->> 'workspaceId' ~ '^[0-9a-f-]{36}$' THEN detail ->> 'workspaceId' END)::uuid,
                         (CASE WHEN target_kind = 'workspace' AND target_id ~ '^[0-9a-f-]{36}$' THEN target_id END)::uuid),
                nullif(current_setting('app.actor_kind', true), ''), nullif(current_setting('app.actor_id', true), ''),
                CASE current_setting('app.actor_kind', true) WHEN 'user' THEN 'User'
                  ELSE nullif(current_setting('app.actor_label', true), '') END,
                action, target_kind, target_id,
                CASE WHEN target_kind IN ('user', 'portal') THEN NULL ELSE target_label END, detail) $$;--> statement-breakpoint
GRANT SELECT, UPDATE, DELETE ON audit_log TO rollcall_system;--> statement-breakpoint
-- Entries older than the organization keeps them; never one of the last year.
CREATE FUNCTION purge_audit(before timestamptz) RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ WITH gone AS (DELETE FROM audit_log WHERE org_id = app_org_id() AND at < least(before, now() - interval '365 days') RETURNING 1)
        SELECT count(*)::integer FROM gone $$;--> statement-breakpoint
-- What an erased person is called, wherever an entry has it. `patterns` are regular expressions; the entry itself stays.
CREATE FUNCTION forget_in_audit(person bigint, patterns text[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  pattern text := array_to_string(patterns, '|');
  gone integer;
BEGIN
  UPDATE audit_log SET detail = detail - 'network'
    WHERE org_id = app_org_id() AND actor_kind = 'user' AND actor_id = person::text AND detail ? 'network';
  IF coalesce(pattern, '') = '' THEN RETURN 0; END IF;
  UPDATE audit_log a SET
      target_label = regexp_replace(a.target_label, pattern, '[erased]', 'gi'),
      actor_label = regexp_replace(a.actor_label, pattern, '[erased]', 'gi'),
      detail = regexp_replace(a.detail::text, pattern, '[erased]', 'gi')::jsonb
    WHERE a.org_id = app_org_id()
      AND (a.target_label ~* pattern OR a.actor_label ~* pattern OR a.detail::text ~* pattern);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;--> statement-breakpoint
-- Every organization, for the nightly purge. Ids only, as with the others.
CREATE FUNCTION system_retained() RETURNS TABLE (org_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT o.id FROM organizations o $$;--> statement-breakpoint
DROP FUNCTION system_purgeable(timestamptz, timestamptz, timestamptz, timestamptz);--> statement-breakpoint
CREATE FUNCTION system_purgeable(now_at timestamptz, tokens_before timestamptz)
  RETURNS TABLE (org_id uuid, workspace_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ WITH kept AS (
          SELECT o.id, coalesce(s.removed_users, 30) AS removed_users, coalesce(s.run_details, 90) AS run_details,
                 coalesce(s.runs, 400) AS runs
            FROM organizations o LEFT JOIN retention_settings s ON s.org_id = o.id)
        SELECT u.org_id, u.workspace_id FROM users u JOIN kept k ON k.id = u.org_id
          WHERE u.state = 'removed' AND u.removed_at < now_at - make_interval(days => k.removed_users)
        UNION
        SELECT r.org_id, r.workspace_id FROM runs r JOIN kept k ON k.id = r.org_id
          WHERE (r.finished_at < now_at - make_interval(days => k.run_details) AND r.purged_at IS NULL)
             OR r.finished_at < now_at - make_interval(days => k.runs)
        UNION
        SELECT t.org_id, t.workspace_id FROM portal_tokens t WHERE t.expires_at < tokens_before $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION purge_audit(timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION forget_in_audit(bigint, text[]) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_retained() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_purgeable(timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION purge_audit(timestamptz), forget_in_audit(bigint, text[]), system_retained(),
  system_purgeable(timestamptz, timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION purge_audit(timestamptz), forget_in_audit(bigint, text[]), system_retained(),
  system_purgeable(timestamptz, timestamptz) TO rollcall_app;
