-- Columns get the names that the code uses. Nothing is rewritten: indexes and grants follow a rename.
ALTER TABLE "runs" RENAME COLUMN "real" TO "applied_statuses";--> statement-breakpoint
ALTER TABLE "runs" RENAME COLUMN "good_before" TO "previous_baseline";--> statement-breakpoint
ALTER TABLE "runs" RENAME COLUMN "ended_as" TO "state_before_undo";--> statement-breakpoint
ALTER TABLE "syncs" RENAME COLUMN "last_good" TO "baseline";--> statement-breakpoint
ALTER TABLE "users" RENAME COLUMN "drifted" TO "edited_since_sync";--> statement-breakpoint
ALTER INDEX "users_drifted" RENAME TO "users_edited_since_sync";
