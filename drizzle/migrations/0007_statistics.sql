-- A plan of a million lines is applied a second after it was written, before autovacuum has looked at it; without
-- statistics the planner takes it for one line and joins it to the users row by row. Analyzing is the owner's right.
CREATE FUNCTION system_refresh_statistics(of_table text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ BEGIN
    CASE of_table
      WHEN 'users' THEN ANALYZE users;
      WHEN 'changes' THEN ANALYZE changes;
    END CASE;
  END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_refresh_statistics(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_refresh_statistics(text) TO rollcall_app;
