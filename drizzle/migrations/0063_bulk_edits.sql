CREATE TABLE "bulk_edit_users" (
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"bulk_edit_id" uuid NOT NULL,
	"user_id" bigint NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text,
	"before" jsonb,
	"version" integer,
	CONSTRAINT "bulk_edit_users_bulk_edit_id_user_id_pk" PRIMARY KEY("bulk_edit_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "bulk_edit_users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bulk_edits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"task" jsonb NOT NULL,
	"label" text,
	"undoes" uuid,
	"query" jsonb,
	"state" text NOT NULL,
	"failure" text,
	"requested_by" uuid NOT NULL,
	"requested_by_label" text NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"same" integer DEFAULT 0 NOT NULL,
	"skipped" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"touched_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "bulk_edits_tenant" UNIQUE("org_id","workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "bulk_edits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "saved_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid,
	"name" text NOT NULL,
	"created_by" text NOT NULL,
	"place" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "saved_views" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bulk_edit_users" ADD CONSTRAINT "bulk_edit_users_edit" FOREIGN KEY ("org_id","workspace_id","bulk_edit_id") REFERENCES "public"."bulk_edits"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_edit_users" ADD CONSTRAINT "bulk_edit_users_user" FOREIGN KEY ("org_id","workspace_id","user_id") REFERENCES "public"."users"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD CONSTRAINT "bulk_edits_workspace" FOREIGN KEY ("org_id","workspace_id") REFERENCES "public"."workspaces"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD CONSTRAINT "bulk_edits_undoes" FOREIGN KEY ("org_id","workspace_id","undoes") REFERENCES "public"."bulk_edits"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_workspace" FOREIGN KEY ("org_id","workspace_id") REFERENCES "public"."workspaces"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_member" FOREIGN KEY ("org_id","account_id") REFERENCES "public"."members"("org_id","account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_edit_users_of_user" ON "bulk_edit_users" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "bulk_edits_newest" ON "bulk_edits" USING btree ("org_id","workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "bulk_edits_open" ON "bulk_edits" USING btree ("touched_at") WHERE finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "bulk_edits_one_undo" ON "bulk_edits" USING btree ("undoes") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "saved_views_of_workspace" ON "saved_views" USING btree ("org_id","workspace_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "bulk_edit_users" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "bulk_edit_users" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
CREATE POLICY "tenant" ON "bulk_edits" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "bulk_edits" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
CREATE POLICY "tenant" ON "saved_views" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "saved_views" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['bulk_edits', 'bulk_edit_users', 'saved_views'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;--> statement-breakpoint
GRANT USAGE ON SEQUENCE saved_views_id_seq TO rollcall_app;--> statement-breakpoint
CREATE POLICY system_looks ON bulk_edits FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (id, org_id, workspace_id, touched_at, finished_at, created_at) ON bulk_edits TO rollcall_system;--> statement-breakpoint
-- Bulk edits that nobody has worked on since: ids only.
CREATE FUNCTION system_silent_bulk_edits(silent_since timestamptz, most integer)
  RETURNS TABLE (org_id uuid, workspace_id uuid, id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT b.org_id, b.workspace_id, b.id FROM bulk_edits b
        WHERE b.finished_at IS NULL AND b.touched_at < silent_since ORDER BY b.touched_at LIMIT most $$;--> statement-breakpoint
-- Workspaces with bulk edits that can't be undone any more.
CREATE FUNCTION system_old_bulk_edits(before timestamptz)
  RETURNS TABLE (org_id uuid, workspace_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT b.org_id, b.workspace_id FROM bulk_edits b WHERE b.finished_at < before $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_silent_bulk_edits(timestamptz, integer) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_old_bulk_edits(timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_silent_bulk_edits(timestamptz, integer), system_old_bulk_edits(timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_silent_bulk_edits(timestamptz, integer), system_old_bulk_edits(timestamptz) TO rollcall_app;
