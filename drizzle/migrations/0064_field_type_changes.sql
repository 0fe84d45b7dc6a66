CREATE TABLE "field_type_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "field_type_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"field_id" bigint NOT NULL,
	"before" jsonb NOT NULL,
	"followers" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone,
	"after" jsonb,
	CONSTRAINT "field_type_changes_tenant" UNIQUE("org_id","workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "field_type_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "kept_field_values" (
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"change_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"value" jsonb NOT NULL,
	"became" jsonb,
	CONSTRAINT "kept_field_values_change_id_user_id_pk" PRIMARY KEY("change_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "kept_field_values" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "field_type_changes" ADD CONSTRAINT "field_type_changes_workspace" FOREIGN KEY ("org_id","workspace_id") REFERENCES "public"."workspaces"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_field_values" ADD CONSTRAINT "kept_field_values_change" FOREIGN KEY ("org_id","workspace_id","change_id") REFERENCES "public"."field_type_changes"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_field_values" ADD CONSTRAINT "kept_field_values_user" FOREIGN KEY ("org_id","workspace_id","user_id") REFERENCES "public"."users"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "field_type_changes_workspace_field" ON "field_type_changes" USING btree ("workspace_id","field_id");--> statement-breakpoint
CREATE INDEX "kept_field_values_of_user" ON "kept_field_values" USING btree ("org_id","workspace_id","user_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "field_type_changes" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "field_type_changes" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
CREATE POLICY "tenant" ON "kept_field_values" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "kept_field_values" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['field_type_changes', 'kept_field_values'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;
