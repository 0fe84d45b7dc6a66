CREATE TABLE "user_edits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_edits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"actor_label" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"role_before" text,
	"role_after" text
);
--> statement-breakpoint
ALTER TABLE "user_edits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "user_edits" ADD CONSTRAINT "user_edits_user" FOREIGN KEY ("org_id","workspace_id","user_id") REFERENCES "public"."users"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_edits_of_user" ON "user_edits" USING btree ("org_id","workspace_id","user_id","id");--> statement-breakpoint
CREATE POLICY "tenant" ON "user_edits" AS PERMISSIVE FOR ALL TO public USING (org_id = app_org_id()) WITH CHECK (org_id = app_org_id());--> statement-breakpoint
ALTER TABLE user_edits FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON user_edits TO rollcall_app;--> statement-breakpoint
GRANT USAGE ON SEQUENCE user_edits_id_seq TO rollcall_app;
