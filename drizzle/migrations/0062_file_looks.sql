CREATE TABLE "file_looks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sync_id" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"looked_for" text NOT NULL,
	"progress" jsonb NOT NULL,
	"found" jsonb,
	"failure" jsonb,
	"requested_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "file_looks_one" UNIQUE("org_id","workspace_id","sync_id")
);
--> statement-breakpoint
ALTER TABLE "file_looks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "file_looks" ADD CONSTRAINT "file_looks_sync" FOREIGN KEY ("org_id","workspace_id","sync_id") REFERENCES "public"."syncs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "tenant" ON "file_looks" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "file_looks" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
ALTER TABLE "file_looks" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "file_looks" TO rollcall_app;
