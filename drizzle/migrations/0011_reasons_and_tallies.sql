ALTER TABLE "skipped_rows" ADD COLUMN "reason" text NOT NULL;--> statement-breakpoint
-- What earlier runs have kept of their issues. An owner who is no superuser is bound by the forced policies too.
ALTER TABLE issues NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE issue_tallies NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO issue_tallies (org_id, workspace_id, run_id, severity, code, column_name, value, count)
  SELECT org_id, workspace_id, run_id, severity, code, column_name, value, sum(n)::int
  FROM (
    SELECT org_id, workspace_id, run_id, severity, code, column_name, n,
           CASE WHEN row_number() OVER (PARTITION BY run_id, severity, code, column_name ORDER BY n DESC, value) <= 1000
                THEN value END AS value
    FROM (
      SELECT org_id, workspace_id, run_id, severity, code, column_name, value, count(*) AS n
      FROM issues GROUP BY org_id, workspace_id, run_id, severity, code, column_name, value
    ) AS told
  ) AS ranked
  GROUP BY org_id, workspace_id, run_id, severity, code, column_name, value;--> statement-breakpoint
ALTER TABLE issue_tallies FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE issues FORCE ROW LEVEL SECURITY;
