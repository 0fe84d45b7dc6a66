-- What can be asked across the wall between workspaces, within the organization of the transaction: yes or no only.
CREATE POLICY system_looks ON workspace_members FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON invitation_workspaces FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (org_id, account_id) ON workspace_members TO rollcall_system;--> statement-breakpoint
GRANT SELECT (org_id, workspace_id, invitation_id) ON invitation_workspaces TO rollcall_system;--> statement-breakpoint
CREATE FUNCTION system_has_workspace(account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM workspace_members w WHERE w.org_id = app_org_id() AND w.account_id = account) $$;--> statement-breakpoint
CREATE FUNCTION system_invites_elsewhere(invitation uuid, workspace uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM invitation_workspaces w WHERE w.org_id = app_org_id()
          AND w.invitation_id = invitation AND w.workspace_id <> workspace) $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_has_workspace(uuid) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_invites_elsewhere(uuid, uuid) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_has_workspace(uuid), system_invites_elsewhere(uuid, uuid) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_has_workspace(uuid), system_invites_elsewhere(uuid, uuid) TO rollcall_app;
