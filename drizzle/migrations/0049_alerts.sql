CREATE TABLE "alert_notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"alert_id" uuid NOT NULL,
	"transition" text NOT NULL,
	"also" text[] DEFAULT '{}'::text[] NOT NULL,
	"ends" text[] DEFAULT '{}'::text[] NOT NULL,
	"run_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"handed_at" timestamp with time zone,
	CONSTRAINT "alert_notices_tenant" UNIQUE("org_id","workspace_id","id"),
	CONSTRAINT "alert_notices_once" UNIQUE("alert_id","transition")
);
--> statement-breakpoint
ALTER TABLE "alert_notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "alert_preferences" (
	"org_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"mail" boolean NOT NULL,
	"in_app" boolean NOT NULL,
	CONSTRAINT "alert_preferences_pkey" PRIMARY KEY("org_id","account_id","kind")
);
--> statement-breakpoint
ALTER TABLE "alert_preferences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "alert_signals" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_signals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sync_id" text NOT NULL,
	"kind" text NOT NULL,
	"run_id" uuid,
	"from_state" text,
	"to_state" text,
	"is_decided" boolean DEFAULT false NOT NULL,
	"is_raised" boolean DEFAULT false NOT NULL,
	"is_well" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert_signals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sync_id" text NOT NULL,
	"kind" text NOT NULL,
	"run_id" uuid,
	"raised_at" timestamp with time zone NOT NULL,
	"cleared_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "alerts_tenant" UNIQUE("org_id","workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "alerts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbox_items" (
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"in_app" boolean NOT NULL,
	"mail" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "inbox_items_pkey" PRIMARY KEY("notice_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "inbox_items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organization_alert_settings" (
	"org_id" uuid PRIMARY KEY NOT NULL,
	"choices" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"digest_weekday" smallint
);
--> statement-breakpoint
ALTER TABLE "organization_alert_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_followers" (
	"org_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"sync_id" text NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text NOT NULL,
	"made_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_followers_pkey" PRIMARY KEY("sync_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "sync_followers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "superseded_by" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "yielded_to" uuid;--> statement-breakpoint
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_alert" FOREIGN KEY ("org_id","workspace_id","alert_id") REFERENCES "public"."alerts"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_preferences" ADD CONSTRAINT "alert_preferences_member" FOREIGN KEY ("org_id","account_id") REFERENCES "public"."members"("org_id","account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_signals" ADD CONSTRAINT "alert_signals_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_sync" FOREIGN KEY ("org_id","workspace_id","sync_id") REFERENCES "public"."syncs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_items" ADD CONSTRAINT "inbox_items_notice" FOREIGN KEY ("org_id","workspace_id","notice_id") REFERENCES "public"."alert_notices"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_items" ADD CONSTRAINT "inbox_items_member" FOREIGN KEY ("org_id","account_id") REFERENCES "public"."members"("org_id","account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_alert_settings" ADD CONSTRAINT "organization_alert_settings_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_followers" ADD CONSTRAINT "sync_followers_sync" FOREIGN KEY ("org_id","workspace_id","sync_id") REFERENCES "public"."syncs"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_followers" ADD CONSTRAINT "sync_followers_member" FOREIGN KEY ("org_id","account_id") REFERENCES "public"."members"("org_id","account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_notices_of_run" ON "alert_notices" USING btree ("run_id") WHERE run_id is not null;--> statement-breakpoint
CREATE INDEX "alert_notices_unhanded" ON "alert_notices" USING btree ("at") WHERE handed_at is null;--> statement-breakpoint
CREATE INDEX "alert_notices_at" ON "alert_notices" USING btree ("at");--> statement-breakpoint
CREATE INDEX "alert_signals_of_sync" ON "alert_signals" USING btree ("sync_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_open" ON "alerts" USING btree ("sync_id","kind") WHERE cleared_at is null;--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("org_id","workspace_id") WHERE cleared_at is null;--> statement-breakpoint
CREATE INDEX "alerts_of_run" ON "alerts" USING btree ("run_id") WHERE run_id is not null;--> statement-breakpoint
CREATE INDEX "alerts_to_remind" ON "alerts" USING btree ("raised_at") WHERE kind = 'pending' and cleared_at is null and reminded_at is null;--> statement-breakpoint
CREATE INDEX "alerts_cleared" ON "alerts" USING btree ("cleared_at") WHERE cleared_at is not null;--> statement-breakpoint
CREATE INDEX "inbox_items_newest" ON "inbox_items" USING btree ("org_id","account_id","created_at");--> statement-breakpoint
CREATE INDEX "inbox_items_unread" ON "inbox_items" USING btree ("org_id","account_id") WHERE read_at is null and in_app;--> statement-breakpoint
CREATE INDEX "sync_followers_of_member" ON "sync_followers" USING btree ("org_id","account_id");--> statement-breakpoint
CREATE INDEX "runs_superseded_by" ON "runs" USING btree ("superseded_by") WHERE superseded_by is not null;--> statement-breakpoint
CREATE INDEX "runs_yielded_to" ON "runs" USING btree ("yielded_to") WHERE yielded_to is not null;--> statement-breakpoint
CREATE POLICY "tenant" ON "alert_notices" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "alert_preferences" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "alert_signals" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "alerts" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "inbox_items" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "organization_alert_settings" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "sync_followers" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER TABLE alerts FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE alert_notices FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE alert_signals FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE alert_preferences FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE inbox_items FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE organization_alert_settings FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sync_followers FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON alerts, alert_notices, alert_preferences, inbox_items, organization_alert_settings,
  sync_followers TO rollcall_app;--> statement-breakpoint
GRANT SELECT, DELETE ON alert_signals TO rollcall_app;--> statement-breakpoint
-- Old runs go; what mentions them stays.
ALTER TABLE alerts ADD CONSTRAINT alerts_run FOREIGN KEY (org_id, workspace_id, run_id)
  REFERENCES runs (org_id, workspace_id, id) ON DELETE SET NULL (run_id);--> statement-breakpoint
ALTER TABLE alert_notices ADD CONSTRAINT alert_notices_run FOREIGN KEY (org_id, workspace_id, run_id)
  REFERENCES runs (org_id, workspace_id, id) ON DELETE SET NULL (run_id);--> statement-breakpoint
ALTER TABLE runs ADD CONSTRAINT runs_superseded_by FOREIGN KEY (org_id, workspace_id, superseded_by)
  REFERENCES runs (org_id, workspace_id, id) ON DELETE SET NULL (superseded_by);--> statement-breakpoint
ALTER TABLE runs ADD CONSTRAINT runs_yielded_to FOREIGN KEY (org_id, workspace_id, yielded_to)
  REFERENCES runs (org_id, workspace_id, id) ON DELETE SET NULL (yielded_to);--> statement-breakpoint
-- What is so today is known, and told to nobody: only its end, and a reminder of a plan.
ALTER TABLE syncs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE alerts NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sync_followers NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sync_conditions NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE remote_sources NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit_log NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE members NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO alerts (org_id, workspace_id, sync_id, kind, run_id, raised_at)
  SELECT r.org_id, r.workspace_id, r.sync_id, 'pending', r.id, now() FROM runs r JOIN syncs s ON s.id = r.sync_id
   WHERE r.state = 'held' AND r.intent = 'apply' AND r.undoes IS NULL AND r.upload_id IS NULL AND s.detached_at IS NULL;--> statement-breakpoint
INSERT INTO alerts (org_id, workspace_id, sync_id, kind, run_id, raised_at)
  SELECT l.org_id, l.workspace_id, l.sync_id, 'failed', l.id, now() FROM (
    SELECT DISTINCT ON (r.sync_id) r.* FROM runs r
     WHERE r.intent = 'apply' AND r.undoes IS NULL AND r.upload_id IS NULL AND r.state NOT IN ('queued', 'running', 'cancelled')
       AND coalesce(r.failure ->> 'code', '') <> 'file_waiting'
     ORDER BY r.sync_id, r.created_at DESC) l JOIN syncs s ON s.id = l.sync_id
   WHERE l.state = 'failed' AND coalesce(l.failure ->> 'code', '') <> 'source_host_key' AND s.detached_at IS NULL;--> statement-breakpoint
INSERT INTO alerts (org_id, workspace_id, sync_id, kind, raised_at)
  SELECT c.org_id, c.workspace_id, c.sync_id, c.kind, c.raised_at FROM sync_conditions c JOIN syncs s ON s.id = c.sync_id
   WHERE c.cleared_at IS NULL AND s.detached_at IS NULL;--> statement-breakpoint
INSERT INTO alerts (org_id, workspace_id, sync_id, kind, raised_at, detail)
  SELECT s.org_id, s.workspace_id, s.id, 'host_key', now(), jsonb_build_object('sourceId', o.id) FROM remote_sources o
    JOIN syncs s ON s.org_id = o.org_id AND s.remote_source_id = o.id
   WHERE o.host_key IS NOT NULL AND o.host_key_seen IS NOT NULL AND s.detached_at IS NULL;--> statement-breakpoint
INSERT INTO sync_followers (org_id, workspace_id, sync_id, account_id, state, made_by)
  SELECT DISTINCT ON (s.id) s.org_id, s.workspace_id, s.id, m.account_id, 'following', 'setup' FROM audit_log a
    JOIN syncs s ON s.org_id = a.org_id AND s.id = a.target_id JOIN members m ON m.org_id = a.org_id AND m.account_id::text = a.actor_id
   WHERE a.action = 'sync.attach' AND a.actor_kind = 'member' AND s.detached_at IS NULL ORDER BY s.id, a.id;--> statement-breakpoint
ALTER TABLE members FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE remote_sources FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sync_conditions FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sync_followers FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE alerts FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE runs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE syncs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY system_keeps ON alert_signals TO rollcall_system USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY system_keeps ON alerts TO rollcall_system USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY system_keeps ON alert_notices TO rollcall_system USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT ON alert_signals TO rollcall_system;--> statement-breakpoint
GRANT SELECT, DELETE ON alerts, alert_notices TO rollcall_system;--> statement-breakpoint
GRANT SELECT (host_key, host_key_seen) ON remote_sources TO rollcall_system;--> statement-breakpoint
-- Signals are written by whatever changes these rows, in its own statement.
CREATE FUNCTION signal_run() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO alert_signals (org_id, workspace_id, sync_id, kind, run_id, from_state, to_state, is_decided)
    VALUES (NEW.org_id, NEW.workspace_id, NEW.sync_id, 'run', NEW.id, OLD.state, NEW.state, NEW.decision IS NOT NULL);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER runs_signal AFTER UPDATE OF state ON runs FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state NOT IN ('running', 'undone') AND OLD.state <> 'undone')
  EXECUTE FUNCTION signal_run();--> statement-breakpoint
-- It is well again when a new file has come, or a look has just worked; not when someone paused or changed the sync.
CREATE FUNCTION signal_condition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO alert_signals (org_id, workspace_id, sync_id, kind, is_raised, is_well)
    SELECT NEW.org_id, NEW.workspace_id, NEW.sync_id, NEW.kind, NEW.cleared_at IS NULL, NEW.cleared_at IS NOT NULL AND CASE NEW.kind
      WHEN 'late' THEN coalesce(s.last_new_file_at >= NEW.raised_at, false) AND NOT s.paused
      ELSE coalesce(s.looked_at >= NEW.cleared_at - interval '10 seconds', false) AND NOT s.paused AND s.look_failure IS NULL END
    FROM syncs s WHERE s.org_id = NEW.org_id AND s.id = NEW.sync_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER sync_conditions_signal AFTER INSERT OR UPDATE OF cleared_at ON sync_conditions FOR EACH ROW
  EXECUTE FUNCTION signal_condition();--> statement-breakpoint
CREATE FUNCTION signal_host_key() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO alert_signals (org_id, workspace_id, sync_id, kind, is_raised, is_well)
    SELECT s.org_id, s.workspace_id, s.id, 'host_key', NEW.host_key_seen IS NOT NULL, NEW.host_key_seen IS NULL
    FROM syncs s WHERE s.org_id = NEW.org_id AND s.remote_source_id = NEW.id AND s.detached_at IS NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER remote_sources_signal AFTER UPDATE OF host_key, host_key_seen ON remote_sources FOR EACH ROW
  WHEN (OLD.host_key IS NOT NULL AND (OLD.host_key_seen IS NULL) <> (NEW.host_key_seen IS NULL))
  EXECUTE FUNCTION signal_host_key();--> statement-breakpoint
CREATE FUNCTION signal_detached() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO alert_signals (org_id, workspace_id, sync_id, kind) VALUES (NEW.org_id, NEW.workspace_id, NEW.id, 'detached');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER syncs_signal AFTER UPDATE OF detached_at ON syncs FOR EACH ROW
  WHEN (OLD.detached_at IS NULL AND NEW.detached_at IS NOT NULL) EXECUTE FUNCTION signal_detached();--> statement-breakpoint
-- Between tenants: ids only. A sync that has a run at work is evaluated when that ends.
CREATE FUNCTION system_signalled_syncs(most int) RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT g.org_id, g.workspace_id, g.sync_id FROM alert_signals g
        WHERE NOT EXISTS (SELECT FROM runs r WHERE r.sync_id = g.sync_id AND r.state = 'running')
        GROUP BY 1, 2, 3 ORDER BY min(g.id) LIMIT most $$;--> statement-breakpoint
CREATE FUNCTION system_alerts_to_remind(before timestamptz, most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, sync_id text, alert_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT a.org_id, a.workspace_id, a.sync_id, a.id FROM alerts a
        WHERE a.kind = 'pending' AND a.cleared_at IS NULL AND a.reminded_at IS NULL AND a.raised_at <= before
        ORDER BY a.raised_at LIMIT most $$;--> statement-breakpoint
CREATE FUNCTION system_unhanded_notices(after timestamptz, before timestamptz, most int)
  RETURNS TABLE (org_id uuid, workspace_id uuid, notice_id uuid, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT n.org_id, n.workspace_id, n.id, n.at FROM alert_notices n
        WHERE n.handed_at IS NULL AND n.at > after AND n.at <= before ORDER BY n.at LIMIT most $$;--> statement-breakpoint
CREATE FUNCTION system_purge_alerts(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  notices integer;
  ended integer;
BEGIN
  DELETE FROM alert_notices n WHERE n.at < before;
  GET DIAGNOSTICS notices = ROW_COUNT;
  DELETE FROM alerts a WHERE a.cleared_at < before;
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN notices + ended;
END $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION signal_run() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION signal_condition() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION signal_host_key() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION signal_detached() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_signalled_syncs(int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_alerts_to_remind(timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_unhanded_notices(timestamptz, timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_purge_alerts(timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION signal_run(), signal_condition(), signal_host_key(), signal_detached(), system_signalled_syncs(int),
  system_alerts_to_remind(timestamptz, int), system_unhanded_notices(timestamptz, timestamptz, int),
  system_purge_alerts(timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_signalled_syncs(int), system_alerts_to_remind(timestamptz, int),
  system_unhanded_notices(timestamptz, timestamptz, int), system_purge_alerts(timestamptz) TO rollcall_app;
