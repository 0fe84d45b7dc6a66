CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"types" text[] NOT NULL,
	"first_position" bigint,
	"last_position" bigint,
	"size" integer NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"status" integer,
	"failure" text,
	"ms" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"types" text[] NOT NULL,
	"secret_sealed" text NOT NULL,
	"old_secret_sealed" text,
	"old_secret_until" timestamp with time zone,
	"state" text DEFAULT 'enabled' NOT NULL,
	"cursor" bigint DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"next_try_at" timestamp with time zone,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_endpoints_tenant" UNIQUE("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint" FOREIGN KEY ("org_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_org" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_one_pending" ON "webhook_deliveries" USING btree ("endpoint_id","kind") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_log" ON "webhook_deliveries" USING btree ("org_id","endpoint_id","created_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_age" ON "webhook_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_endpoints_enabled" ON "webhook_endpoints" USING btree ("next_try_at") WHERE state = 'enabled';--> statement-breakpoint
CREATE POLICY "tenant" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "webhook_endpoints" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['webhook_endpoints', 'webhook_deliveries'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;--> statement-breakpoint
CREATE POLICY system_looks ON event_streams FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON outgoing_events FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON webhook_endpoints FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE POLICY system_looks ON webhook_deliveries FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT (org_id, last_position, wants, polled_at) ON event_streams TO rollcall_system;--> statement-breakpoint
GRANT SELECT (org_id, position, at) ON outgoing_events TO rollcall_system;--> statement-breakpoint
GRANT SELECT (id, org_id, state, cursor, next_try_at, lease_until) ON webhook_endpoints TO rollcall_system;--> statement-breakpoint
GRANT SELECT (org_id, endpoint_id, kind, state, created_at) ON webhook_deliveries TO rollcall_system;--> statement-breakpoint
-- Endpoints that have something to be delivered now, the longest waiting first.
CREATE FUNCTION system_due_webhooks(now_at timestamptz, most int) RETURNS TABLE (org_id uuid, endpoint_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT w.org_id, w.id FROM webhook_endpoints w JOIN event_streams s ON s.org_id = w.org_id
        WHERE w.state = 'enabled' AND coalesce(w.next_try_at <= now_at, true) AND coalesce(w.lease_until < now_at, true)
          AND (w.cursor < s.last_position
               OR EXISTS (SELECT FROM outgoing_events e WHERE e.org_id = w.org_id AND e.position IS NULL))
        ORDER BY w.next_try_at NULLS FIRST, w.id LIMIT most $$;--> statement-breakpoint
-- Organizations whose events or log of deliveries have something older than is kept, or whose poller has fallen silent.
CREATE FUNCTION system_stale_events(kept_since timestamptz, polled_since timestamptz) RETURNS TABLE (org_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT e.org_id FROM outgoing_events e WHERE e.at < kept_since
        UNION SELECT d.org_id FROM webhook_deliveries d WHERE d.created_at < kept_since
        UNION SELECT s.org_id FROM event_streams s WHERE s.polled_at < polled_since $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_due_webhooks(timestamptz, int) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_stale_events(timestamptz, timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_due_webhooks(timestamptz, int), system_stale_events(timestamptz, timestamptz)
  FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_due_webhooks(timestamptz, int), system_stale_events(timestamptz, timestamptz)
  TO rollcall_app;
