CREATE TABLE "instruction_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"last_opened_at" timestamp with time zone,
	CONSTRAINT "instruction_links_token" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "instruction_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "instruction_links" ADD CONSTRAINT "instruction_links_source" FOREIGN KEY ("org_id","source_id") REFERENCES "public"."remote_sources"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "instruction_links_of_source" ON "instruction_links" USING btree ("org_id","source_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "instruction_links" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));
--> statement-breakpoint
ALTER TABLE instruction_links FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON instruction_links TO rollcall_app;--> statement-breakpoint
CREATE POLICY system_looks ON instruction_links FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (org_id, id, source_id, token_hash, expires_at, revoked_at) ON instruction_links TO rollcall_system;--> statement-breakpoint
-- Whose link a token is, while it opens something: the one look across tenants, by a 256-bit secret, giving ids only.
CREATE FUNCTION system_find_instructions(hash text, now_at timestamptz) RETURNS TABLE (org_id uuid, id uuid, source_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT l.org_id, l.id, l.source_id FROM instruction_links l
        WHERE l.token_hash = hash AND l.revoked_at IS NULL AND l.expires_at > now_at $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_find_instructions(text, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_find_instructions(text, timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_find_instructions(text, timestamptz) TO rollcall_app;
