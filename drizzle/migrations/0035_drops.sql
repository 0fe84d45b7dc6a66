CREATE TABLE "drop_files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"path" text,
	"is_folder" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"gone_why" text,
	"gone_at" timestamp with time zone,
	"size_bytes" bigint DEFAULT 0 NOT NULL,
	"sha256" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"touched_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"via" text NOT NULL,
	"from_address" text,
	"credential_kind" text,
	"credential_label" text,
	"spool_key" text,
	"purged_at" timestamp with time zone,
	CONSTRAINT "drop_files_named" CHECK ("drop_files"."path" is not null or ("drop_files"."state" = 'gone' and "drop_files"."purged_at" is not null)),
	CONSTRAINT "drop_files_whole" CHECK ("drop_files"."state" <> 'present' or "drop_files"."is_folder" or ("drop_files"."sha256" is not null and "drop_files"."spool_key" is not null and "drop_files"."completed_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "drop_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "drop_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"type" text NOT NULL,
	"blob" text NOT NULL,
	"fingerprint" text NOT NULL,
	"label" text NOT NULL,
	"added_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"last_used_from" text,
	CONSTRAINT "drop_keys_once" UNIQUE("source_id","fingerprint")
);
--> statement-breakpoint
ALTER TABLE "drop_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "drop_secrets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"last_used_from" text,
	CONSTRAINT "drop_secrets_hash" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "drop_secrets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "drop_files" ADD CONSTRAINT "drop_files_source" FOREIGN KEY ("org_id","source_id") REFERENCES "public"."remote_sources"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drop_keys" ADD CONSTRAINT "drop_keys_source" FOREIGN KEY ("org_id","source_id") REFERENCES "public"."remote_sources"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drop_secrets" ADD CONSTRAINT "drop_secrets_source" FOREIGN KEY ("org_id","source_id") REFERENCES "public"."remote_sources"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "drop_files_present" ON "drop_files" USING btree ("source_id","path") WHERE "drop_files"."state" = 'present';--> statement-breakpoint
CREATE INDEX "drop_files_of_source" ON "drop_files" USING btree ("source_id","created_at");--> statement-breakpoint
CREATE INDEX "drop_files_kept" ON "drop_files" USING btree ("org_id") WHERE "drop_files"."spool_key" is not null;--> statement-breakpoint
CREATE INDEX "drop_files_blob" ON "drop_files" USING btree ("spool_key") WHERE "drop_files"."spool_key" is not null;--> statement-breakpoint
CREATE INDEX "drop_files_unfinished" ON "drop_files" USING btree ("touched_at") WHERE "drop_files"."state" in ('receiving', 'partial');--> statement-breakpoint
CREATE INDEX "drop_secrets_of_source" ON "drop_secrets" USING btree ("source_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "drop_files" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "drop_keys" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "drop_secrets" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));
--> statement-breakpoint
-- One name for one drop, whoever has it: it is what a client signs in by.
CREATE UNIQUE INDEX remote_sources_drop_username ON remote_sources ((settings -> 'place' ->> 'username')) WHERE kind = 'drop';--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['drop_files', 'drop_keys', 'drop_secrets'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;--> statement-breakpoint
CREATE POLICY system_looks ON drop_files FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON drop_secrets FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (kind, settings) ON remote_sources TO rollcall_system;--> statement-breakpoint
GRANT SELECT (org_id, source_id, path, state, touched_at, created_at, completed_at, gone_at, spool_key, purged_at) ON drop_files TO rollcall_system;--> statement-breakpoint
GRANT SELECT (id, org_id, source_id, kind, hash) ON drop_secrets TO rollcall_system;--> statement-breakpoint
CREATE FUNCTION system_find_drop(username text) RETURNS TABLE (org_id uuid, source_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.org_id, s.id FROM remote_sources s
        WHERE s.kind = 'drop' AND s.settings -> 'place' ->> 'username' = username $$;--> statement-breakpoint
CREATE FUNCTION system_find_drop_token(token text) RETURNS TABLE (org_id uuid, source_id uuid, id uuid) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT t.org_id, t.source_id, t.id FROM drop_secrets t WHERE t.kind = 'token' AND t.hash = token $$;--> statement-breakpoint
-- Drops with an upload that nobody continues, or with files that were kept for as long as their drop says.
CREATE FUNCTION system_drops_to_tend(now_at timestamptz, receiving_before timestamptz, partial_before timestamptz, facts_before timestamptz)
  RETURNS TABLE (org_id uuid, source_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT f.org_id, f.source_id FROM drop_files f
          JOIN remote_sources s ON s.org_id = f.org_id AND s.id = f.source_id
        WHERE (f.state = 'receiving' AND f.touched_at < receiving_before)
           OR (f.state = 'partial' AND f.touched_at < partial_before)
           OR (f.purged_at IS NULL AND coalesce(f.completed_at, f.gone_at)
                 < now_at - make_interval(days => coalesce((s.settings ->> 'retentionDays')::int, 14)))
           OR f.purged_at < facts_before $$;--> statement-breakpoint
-- Of some keys of the spool, those that a row names.
CREATE FUNCTION system_known_drop_blobs(keys text[]) RETURNS TABLE (spool_key text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT f.spool_key FROM drop_files f WHERE f.spool_key = ANY (keys) $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_drop(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_drop_token(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_drops_to_tend(timestamptz, timestamptz, timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_known_drop_blobs(text[]) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_find_drop(text), system_find_drop_token(text),
  system_drops_to_tend(timestamptz, timestamptz, timestamptz, timestamptz), system_known_drop_blobs(text[]) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_find_drop(text), system_find_drop_token(text),
  system_drops_to_tend(timestamptz, timestamptz, timestamptz, timestamptz), system_known_drop_blobs(text[]) TO rollcall_app;
