ALTER TABLE "changes" ADD COLUMN "takes_teams" boolean GENERATED ALWAYS AS (kind in ('update', 'relink') and fields is not null
  and not (coalesce(nullif(fields -> '-1', 'null'), '[]') @> coalesce(nullif(before -> 'fields' -> '-1', 'null'), '[]') and coalesce(nullif(fields -> '-2', 'null'), '[]') @> coalesce(nullif(before -> 'fields' -> '-2', 'null'), '[]'))) STORED;--> statement-breakpoint
-- What the last good run of each sync read, as far as it is still known. An owner who is no superuser is bound by the forced policies too.
ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE syncs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE syncs s SET last_good = s.last_good || jsonb_build_object(
    'modifiedAt', r.source -> 'modifiedAt', 'managersModifiedAt', r.managers #> '{source,modifiedAt}',
    'managersRows', r.managers -> 'rows',
    'readAt', to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  FROM runs r
  WHERE r.org_id = s.org_id AND r.sync_id = s.id AND r.id::text = s.last_good ->> 'runId' AND r.undoes IS NULL;--> statement-breakpoint
ALTER TABLE syncs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE runs FORCE ROW LEVEL SECURITY;
