CREATE TABLE "event_streams" (
	"org_id" uuid PRIMARY KEY NOT NULL,
	"last_position" bigint DEFAULT 0 NOT NULL,
	"wants" text[] DEFAULT '{}'::text[] NOT NULL,
	"polled_at" timestamp with time zone,
	"with_values" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event_streams" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outgoing_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outgoing_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"org_id" uuid NOT NULL,
	"workspace_id" uuid,
	"type" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"position" bigint,
	"size" integer DEFAULT 1 NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"subjects" bigint[],
	"lines" bigint[],
	"lines_in" text
);
--> statement-breakpoint
ALTER TABLE "outgoing_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "event_streams" ADD CONSTRAINT "event_streams_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_events" ADD CONSTRAINT "outgoing_events_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outgoing_events_positions" ON "outgoing_events" USING btree ("org_id","position");--> statement-breakpoint
CREATE INDEX "outgoing_events_fresh" ON "outgoing_events" USING btree ("org_id","id") WHERE position is null;--> statement-breakpoint
CREATE INDEX "outgoing_events_age" ON "outgoing_events" USING btree ("at");--> statement-breakpoint
CREATE POLICY "tenant" ON "event_streams" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "outgoing_events" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['event_streams', 'outgoing_events'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;--> statement-breakpoint
-- Whoever writes the state of a run tells it with that: no way to change it can forget to. An apply defers it, so that a run
-- ends after the users that it changed.
CREATE FUNCTION tell_run() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      IF NEW.state = OLD.state THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO outgoing_events (org_id, workspace_id, type, data)
    SELECT s.org_id, NEW.workspace_id, 'run.' || NEW.state, jsonb_strip_nulls(jsonb_build_object(
        'runId', NEW.id, 'syncId', NEW.sync_id, 'trigger', NEW.trigger, 'intent', NEW.intent, 'undoes', NEW.undoes,
        'stateBefore', CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END, 'decision', NEW.decision, 'counts', NEW.counts,
        'failure', NEW.failure -> 'code',
        'guards', CASE WHEN NEW.state = 'held' THEN jsonb_path_query_array(NEW.guards, '$[*].code') END))
    FROM event_streams s WHERE s.org_id = NEW.org_id AND 'run' = ANY (s.wants);
    RETURN NULL;
  END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER runs_tell AFTER INSERT OR UPDATE OF state ON runs DEFERRABLE INITIALLY IMMEDIATE
  FOR EACH ROW EXECUTE FUNCTION tell_run();--> statement-breakpoint
CREATE FUNCTION tell_user_edits() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO outgoing_events (org_id, workspace_id, type, size, data, subjects, lines, lines_in)
    SELECT e.org_id, e.workspace_id, 'user.' || CASE e.kind WHEN 'create' THEN 'created' WHEN 'update' THEN 'updated'
             WHEN 'remove' THEN 'removed' ELSE 'restored' END, count(*)::int,
           jsonb_strip_nulls(jsonb_build_object('by', nullif(current_setting('app.actor_kind', true), ''),
             'byId', nullif(current_setting('app.actor_id', true), ''))),
           array_agg(e.user_id ORDER BY e.id), array_agg(e.id ORDER BY e.id), 'user_edits'
    FROM (SELECT told.*, (row_number() OVER (PARTITION BY told.kind ORDER BY told.id) - 1) / 500 AS pack FROM told) e
    JOIN event_streams s ON s.org_id = e.org_id AND 'user' = ANY (s.wants)
    GROUP BY e.org_id, e.workspace_id, e.kind, e.pack ORDER BY min(e.id);
    RETURN NULL;
  END $$;--> statement-breakpoint
CREATE TRIGGER user_edits_tell AFTER INSERT ON user_edits REFERENCING NEW TABLE AS told
  FOR EACH STATEMENT EXECUTE FUNCTION tell_user_edits();
