ALTER TABLE "changes" ADD COLUMN "old_sync_id" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "new_sync_id" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "match" jsonb;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "is_same" boolean;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "plan_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "changes_matched" ON "changes" USING btree ("run_id","is_same") WHERE match is not null;--> statement-breakpoint
-- New IDs are compared with users removed lately: a stored key, since lower(email) is never looked up under row-level security.
ALTER TABLE users ADD COLUMN former_email_key text COLLATE "C"
  GENERATED ALWAYS AS (case when state = 'removed' then lower(email) end) STORED;--> statement-breakpoint
CREATE INDEX users_former_email ON users (org_id, workspace_id, former_email_key) WHERE former_email_key IS NOT NULL;
