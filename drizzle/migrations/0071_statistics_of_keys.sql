-- Only the columns that statements over many rows compare: texts and JSON of every user and line took most of the time. Naming
-- columns leaves autovacuum's count as it is, so that it looks at the others, and at expressions of indexes, in its own time.
CREATE OR REPLACE FUNCTION system_refresh_statistics(of_table text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ BEGIN
    CASE of_table
      WHEN 'users' THEN ANALYZE users (id, org_id, workspace_id, sync_id, external_id, email_key, role, state, edited_since_sync, last_run_id);
      WHEN 'changes' THEN ANALYZE changes (id, org_id, workspace_id, run_id, kind, status, user_id, base_version, csv_id, depends_on, match, is_same, takes_teams, old_csv_id);
    END CASE;
  END $$;
