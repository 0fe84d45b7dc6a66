ALTER TABLE "accounts" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "language_field_id" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_language" CHECK ("language" IN ('en', 'fi', 'sv', 'nl', 'de'));--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_language_field" FOREIGN KEY ("org_id", "id", "language_field_id")
  REFERENCES profile_fields (org_id, workspace_id, id) ON DELETE SET NULL (language_field_id);
