-- Row-level security lets no condition near an index that could leak a row, and `fields @> …` counts as such: lists over
-- a million users would read all of them. This view is the second wall for them instead: whoever names no tenant in the
-- transaction sees no rows through it either, but the planner may use the index on `fields`. It can be read only.
ALTER POLICY system_looks ON users USING (true);--> statement-breakpoint
GRANT SELECT ON users TO rollcall_system;--> statement-breakpoint
CREATE VIEW listed_users AS
  SELECT id, org_id, workspace_id, sync_id, external_id, role, state, email, email_key, first_name, last_name, mobile,
         fields, last_name_key, first_name_key, removed_at, created_at
    FROM users WHERE org_id = (SELECT app_org_id());--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER VIEW listed_users OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
GRANT SELECT ON listed_users TO rollcall_app;
