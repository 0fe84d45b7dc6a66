CREATE TABLE "user_change_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_change_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"transaction_id" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"user_ids" bigint[],
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user_change_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "user_change_log" ADD CONSTRAINT "user_change_log_workspace" FOREIGN KEY ("org_id","workspace_id") REFERENCES "public"."workspaces"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_change_log_of_workspace" ON "user_change_log" USING btree ("workspace_id","transaction_id");--> statement-breakpoint
CREATE INDEX "user_change_log_age" ON "user_change_log" USING btree ("at");--> statement-breakpoint
CREATE POLICY "tenant" ON "user_change_log" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "user_change_log" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);--> statement-breakpoint
ALTER TABLE user_change_log FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Written by triggers only, for whoever changes users, in whatever way: nobody can forget to, and nobody can forge it.
GRANT SELECT, DELETE ON user_change_log TO rollcall_app;--> statement-breakpoint
GRANT INSERT ON user_change_log TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_logs ON user_change_log FOR INSERT TO rollcall_system WITH CHECK (true);--> statement-breakpoint
-- One row a statement and workspace. Beyond 50,000 users it costs less to read all of them again than to name them. Users that
-- go with their workspace are logged nowhere: it has no log any more.
CREATE FUNCTION log_user_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO user_change_log (org_id, workspace_id, user_ids)
    SELECT c.org_id, c.workspace_id, c.ids FROM (
      SELECT org_id, workspace_id, CASE WHEN count(*) <= 50000 THEN array_agg(id) END AS ids
      FROM changed GROUP BY org_id, workspace_id) c
    JOIN workspaces w ON w.org_id = c.org_id AND w.id = c.workspace_id;
    RETURN NULL;
  END $$;--> statement-breakpoint
CREATE FUNCTION log_team_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO user_change_log (org_id, workspace_id, user_ids)
    SELECT c.org_id, c.workspace_id, c.ids FROM (
      SELECT org_id, workspace_id, CASE WHEN count(*) <= 50000 THEN array_agg(DISTINCT user_id) END AS ids
      FROM changed GROUP BY org_id, workspace_id) c
    JOIN workspaces w ON w.org_id = c.org_id AND w.id = c.workspace_id;
    RETURN NULL;
  END $$;--> statement-breakpoint
CREATE FUNCTION log_all_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO user_change_log (org_id, workspace_id) SELECT org_id, id FROM workspaces;
    RETURN NULL;
  END $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION log_user_changes() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION log_team_changes() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION log_all_changed() OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
CREATE TRIGGER users_log_insert AFTER INSERT ON users REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION log_user_changes();--> statement-breakpoint
CREATE TRIGGER users_log_update AFTER UPDATE ON users REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION log_user_changes();--> statement-breakpoint
CREATE TRIGGER users_log_delete AFTER DELETE ON users REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION log_user_changes();--> statement-breakpoint
CREATE TRIGGER users_log_truncate AFTER TRUNCATE ON users FOR EACH STATEMENT EXECUTE FUNCTION log_all_changed();--> statement-breakpoint
CREATE TRIGGER team_members_log_insert AFTER INSERT ON team_members REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION log_team_changes();--> statement-breakpoint
CREATE TRIGGER team_members_log_update AFTER UPDATE ON team_members REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION log_team_changes();--> statement-breakpoint
CREATE TRIGGER team_members_log_delete AFTER DELETE ON team_members REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION log_team_changes();--> statement-breakpoint
CREATE TRIGGER team_members_log_truncate AFTER TRUNCATE ON team_members FOR EACH STATEMENT EXECUTE FUNCTION log_all_changed();--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION log_user_changes(), log_team_changes(), log_all_changed() FROM PUBLIC;
