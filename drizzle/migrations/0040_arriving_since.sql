ALTER TABLE "syncs" ADD COLUMN "arriving_since" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE syncs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE syncs SET arriving_since = arrived_at WHERE arrived_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE syncs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DROP FUNCTION system_arrived_syncs(timestamptz, int);--> statement-breakpoint
-- Files that have kept arriving for long are read although no minute was quiet.
CREATE FUNCTION system_arrived_syncs(quiet_since timestamptz, arriving_before timestamptz, most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.org_id, s.workspace_id, s.id FROM syncs s
        WHERE s.arrived_at IS NOT NULL AND (s.arrived_at <= quiet_since OR s.arriving_since <= arriving_before)
          AND NOT s.paused AND s.schedule_kind = 'arrival' AND s.detached_at IS NULL
          AND NOT EXISTS (SELECT FROM runs r WHERE r.sync_id = s.id AND r.state = 'queued' AND r.intent = 'apply')
        ORDER BY s.arrived_at LIMIT most $$;--> statement-breakpoint
GRANT SELECT (is_folder) ON drop_files TO rollcall_system;--> statement-breakpoint
DROP FUNCTION system_drops_to_tend(timestamptz, timestamptz, timestamptz, timestamptz);--> statement-breakpoint
-- Drops with an upload that nobody continues, or with files that were kept for as long as their drop says. Folders in use stay.
CREATE FUNCTION system_drops_to_tend(now_at timestamptz, receiving_before timestamptz, partial_before timestamptz, facts_before timestamptz)
  RETURNS TABLE (org_id uuid, source_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT f.org_id, f.source_id FROM drop_files f
          JOIN remote_sources s ON s.org_id = f.org_id AND s.id = f.source_id
        WHERE (f.state = 'receiving' AND f.touched_at < receiving_before)
           OR (f.state = 'partial' AND f.touched_at < partial_before)
           OR (f.purged_at IS NULL AND NOT (f.is_folder AND f.state = 'present')
               AND coalesce(f.completed_at, f.gone_at)
                 < now_at - make_interval(days => coalesce((s.settings ->> 'retentionDays')::int, 14)))
           OR f.purged_at < facts_before $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_arrived_syncs(timestamptz, timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_drops_to_tend(timestamptz, timestamptz, timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_arrived_syncs(timestamptz, timestamptz, int),
  system_drops_to_tend(timestamptz, timestamptz, timestamptz, timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_arrived_syncs(timestamptz, timestamptz, int),
  system_drops_to_tend(timestamptz, timestamptz, timestamptz, timestamptz) TO rollcall_app;
