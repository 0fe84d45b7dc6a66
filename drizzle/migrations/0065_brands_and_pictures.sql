CREATE TABLE "organization_brands" (
	"org_id" uuid PRIMARY KEY NOT NULL,
	"accent" text,
	"logo" "bytea",
	"logo_hash" text,
	"logo_width" integer,
	"logo_height" integer,
	"logo_is_light" boolean,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organization_brands_accent" CHECK ("organization_brands"."accent" ~ '^#[0-9a-f]{6}$'),
	CONSTRAINT "organization_brands_logo" CHECK (num_nulls("organization_brands"."logo", "organization_brands"."logo_hash", "organization_brands"."logo_width", "organization_brands"."logo_height", "organization_brands"."logo_is_light") in (0, 5) and octet_length("organization_brands"."logo") <= 500000)
);
--> statement-breakpoint
ALTER TABLE "organization_brands" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "page_pictures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"content" "bytea" NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"added_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "page_pictures_size" CHECK (octet_length("page_pictures"."content") <= 4000000)
);
--> statement-breakpoint
ALTER TABLE "page_pictures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "organization_brands" ADD CONSTRAINT "organization_brands_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page_pictures" ADD CONSTRAINT "page_pictures_workspace" FOREIGN KEY ("org_id","workspace_id") REFERENCES "public"."workspaces"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "page_pictures_of_workspace" ON "page_pictures" USING btree ("org_id","workspace_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "organization_brands" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "page_pictures" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "page_pictures" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['organization_brands', 'page_pictures'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;
