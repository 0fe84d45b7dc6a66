ALTER TABLE "runs" ADD COLUMN "columns" jsonb;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "columns" jsonb;