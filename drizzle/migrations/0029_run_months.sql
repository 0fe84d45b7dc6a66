CREATE TABLE "run_months" (
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sync_id" text NOT NULL,
	"month" date NOT NULL,
	"runs" bigint NOT NULL,
	"failed" bigint NOT NULL,
	"created" bigint NOT NULL,
	"updated" bigint NOT NULL,
	"removed" bigint NOT NULL,
	CONSTRAINT "run_months_sync_id_month_pk" PRIMARY KEY("sync_id","month")
);
--> statement-breakpoint
ALTER TABLE "run_months" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "run_months" ADD CONSTRAINT "run_months_sync" FOREIGN KEY ("org_id","workspace_id","sync_id") REFERENCES "public"."syncs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "tenant" ON "run_months" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER TABLE run_months FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON run_months TO rollcall_app;--> statement-breakpoint
DROP FUNCTION system_purgeable(timestamptz, timestamptz, timestamptz);--> statement-breakpoint
CREATE FUNCTION system_purgeable(users_before timestamptz, details_before timestamptz, tokens_before timestamptz,
                                 runs_before timestamptz)
  RETURNS TABLE (org_id uuid, workspace_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT u.org_id, u.workspace_id FROM users u WHERE u.state = 'removed' AND u.removed_at < users_before
        UNION
        SELECT r.org_id, r.workspace_id FROM runs r
          WHERE (r.finished_at < details_before AND r.purged_at IS NULL) OR r.finished_at < runs_before
        UNION
        SELECT t.org_id, t.workspace_id FROM portal_tokens t WHERE t.expires_at < tokens_before $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_purgeable(timestamptz, timestamptz, timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_purgeable(timestamptz, timestamptz, timestamptz, timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_purgeable(timestamptz, timestamptz, timestamptz, timestamptz) TO rollcall_app;
