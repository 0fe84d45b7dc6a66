CREATE TABLE "alert_channels" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"url_sealed" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_sent_at" timestamp with time zone,
	CONSTRAINT "alert_channels_tenant" UNIQUE("org_id","id"),
	CONSTRAINT "alert_channels_name" UNIQUE("org_id","name")
);
--> statement-breakpoint
ALTER TABLE "alert_channels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "alert_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"org_id" uuid NOT NULL,
	"workspace_id" uuid,
	"about" text NOT NULL,
	"notice_id" uuid,
	"digest_day" date,
	"via" text NOT NULL,
	"account_id" uuid,
	"channel_id" uuid,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "alert_deliveries_tenant" UNIQUE("org_id","id"),
	CONSTRAINT "alert_deliveries_one_recipient" CHECK (num_nonnulls(account_id, channel_id) = 1)
);
--> statement-breakpoint
ALTER TABLE "alert_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD CONSTRAINT "alert_channels_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_notice" FOREIGN KEY ("org_id","workspace_id","notice_id") REFERENCES "public"."alert_notices"("org_id","workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_member" FOREIGN KEY ("org_id","account_id") REFERENCES "public"."members"("org_id","account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_channel" FOREIGN KEY ("org_id","channel_id") REFERENCES "public"."alert_channels"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_channels_of_org" ON "alert_channels" USING btree ("org_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_deliveries_once_mail" ON "alert_deliveries" USING btree ("notice_id","account_id") WHERE account_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_deliveries_once_channel" ON "alert_deliveries" USING btree ("notice_id","channel_id") WHERE channel_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_deliveries_one_digest" ON "alert_deliveries" USING btree ("org_id","account_id","digest_day") WHERE digest_day is not null;--> statement-breakpoint
CREATE INDEX "alert_deliveries_newest" ON "alert_deliveries" USING btree ("org_id","created_at");--> statement-breakpoint
CREATE INDEX "alert_deliveries_of_channel" ON "alert_deliveries" USING btree ("channel_id") WHERE channel_id is not null;--> statement-breakpoint
CREATE INDEX "alert_deliveries_of_member" ON "alert_deliveries" USING btree ("org_id","account_id") WHERE account_id is not null;--> statement-breakpoint
CREATE POLICY "tenant" ON "alert_channels" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "tenant" ON "alert_deliveries" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
CREATE POLICY "workspace" ON "alert_deliveries" AS RESTRICTIVE FOR ALL TO "rollcall_app" USING (case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end) WITH CHECK (workspace_id is null or case when (select app_workspace_ids()) is null then true else workspace_id = any ((select app_workspace_ids())::uuid[]) end);
--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['alert_channels', 'alert_deliveries'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rollcall_app', t);
  END LOOP;
END $$;--> statement-breakpoint
-- Organizations that have their digest on this day of the week: ids only.
GRANT SELECT (org_id, digest_weekday) ON organization_alert_settings TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_digests ON organization_alert_settings FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE FUNCTION system_digest_organizations(weekday smallint) RETURNS TABLE (org_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT s.org_id FROM organization_alert_settings s WHERE s.digest_weekday = weekday $$;--> statement-breakpoint
-- Sealed addresses of channels, for a change of the keys that seal: ids only.
GRANT SELECT (id, org_id) ON alert_channels TO rollcall_system;--> statement-breakpoint
CREATE POLICY system_secrets ON alert_channels FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
CREATE FUNCTION system_channel_secret_places(after uuid, most integer) RETURNS TABLE (org_id uuid, id uuid) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT c.org_id, c.id FROM alert_channels c WHERE c.id > after ORDER BY c.id LIMIT most $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_digest_organizations(smallint) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_channel_secret_places(uuid, integer) OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_digest_organizations(smallint), system_channel_secret_places(uuid, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_digest_organizations(smallint), system_channel_secret_places(uuid, integer) TO rollcall_app;
