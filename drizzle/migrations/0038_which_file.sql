ALTER TABLE "runs" ADD COLUMN "asked_path" text;--> statement-breakpoint
ALTER TABLE "syncs" ADD COLUMN "taken" jsonb DEFAULT '{}'::jsonb NOT NULL;