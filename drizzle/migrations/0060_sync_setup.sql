ALTER TABLE "syncs" ADD COLUMN "setup" jsonb;--> statement-breakpoint
ALTER TABLE "syncs" ADD CONSTRAINT "syncs_set_up_paused" CHECK (setup is null or paused);