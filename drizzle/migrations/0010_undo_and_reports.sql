CREATE TABLE "issue_tallies" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "issue_tallies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"severity" text NOT NULL,
	"code" text NOT NULL,
	"column_name" text,
	"value" text,
	"count" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "issue_tallies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "skipped_rows" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "skipped_rows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"cells" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "skipped_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "runs_one_queued";--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "old_csv_id" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "unlinks" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "kept" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "real" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "undoes" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "ended_as" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "good_before" jsonb;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "detached_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "issue_tallies" ADD CONSTRAINT "issue_tallies_run" FOREIGN KEY ("org_id","workspace_id","run_id") REFERENCES "public"."runs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skipped_rows" ADD CONSTRAINT "skipped_rows_run" FOREIGN KEY ("org_id","workspace_id","run_id") REFERENCES "public"."runs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "issue_tallies_of_run" ON "issue_tallies" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "skipped_rows_of_run" ON "skipped_rows" USING btree ("run_id","row");--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_undoes" FOREIGN KEY ("org_id","workspace_id","undoes") REFERENCES "public"."runs"("org_id","workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "runs_undoing" ON "runs" USING btree ("undoes") WHERE undoes is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_queued" ON "runs" USING btree ("sync_id","intent") WHERE state = 'queued';--> statement-breakpoint
CREATE POLICY "tenant" ON "issue_tallies" AS PERMISSIVE FOR ALL TO public USING (org_id = app_org_id()) WITH CHECK (org_id = app_org_id());--> statement-breakpoint
CREATE POLICY "tenant" ON "skipped_rows" AS PERMISSIVE FOR ALL TO public USING (org_id = app_org_id()) WITH CHECK (org_id = app_org_id());--> statement-breakpoint
ALTER TABLE issue_tallies FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE skipped_rows FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON issue_tallies, skipped_rows TO rollcall_app;--> statement-breakpoint
GRANT USAGE ON SEQUENCE issue_tallies_id_seq, skipped_rows_id_seq TO rollcall_app;--> statement-breakpoint
-- What earlier runs have made real. An owner who is no superuser is bound by the forced policies too.
ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE runs SET "real" = CASE WHEN decision = 'all' AND state IN ('succeeded', 'succeeded_with_issues')
                              THEN '{planned,waiting}'::text[] ELSE '{planned}'::text[] END
  WHERE applied_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE runs FORCE ROW LEVEL SECURITY;
