ALTER TABLE "runs" ADD COLUMN "effects" jsonb;--> statement-breakpoint
CREATE INDEX "runs_applied" ON "runs" USING btree ("org_id","applied_at") WHERE applied_at is not null;