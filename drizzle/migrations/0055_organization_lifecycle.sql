CREATE TABLE "organization_addresses" (
	"slug" text PRIMARY KEY NOT NULL,
	"org_id" uuid NOT NULL,
	"retired_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kept_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organization_addresses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organization_deletions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"deleted_by" text,
	"deleted_at" timestamp with time zone NOT NULL,
	"purge_after" timestamp with time zone NOT NULL,
	"paused_syncs" text[] NOT NULL,
	"purged_at" timestamp with time zone,
	"receipt" jsonb
);
--> statement-breakpoint
ALTER TABLE "organization_deletions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "organization_addresses" ADD CONSTRAINT "organization_addresses_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organization_addresses_org" ON "organization_addresses" USING btree ("org_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "organization_addresses" AS PERMISSIVE FOR ALL TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER TABLE organization_addresses FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON organization_addresses TO rollcall_app;--> statement-breakpoint
CREATE POLICY system_looks ON organization_addresses FOR SELECT TO rollcall_system USING (true);--> statement-breakpoint
GRANT SELECT ON organization_addresses TO rollcall_system;--> statement-breakpoint
ALTER TABLE organization_deletions FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE ALL ON organization_deletions FROM rollcall_app;--> statement-breakpoint
-- For the functions below: nobody else has rights.
CREATE POLICY functions_keep ON organization_deletions USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT ON organization_deletions TO rollcall_system;--> statement-breakpoint
-- Where an address of earlier leads to; NULL for one that nobody had.
CREATE FUNCTION system_moved_address(address text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT o.slug FROM organization_addresses a JOIN organizations o ON o.id = a.org_id
        WHERE a.slug = address AND a.kept_until > now() $$;--> statement-breakpoint
CREATE FUNCTION keep_old_addresses() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM organization_addresses a WHERE a.slug = NEW.slug AND a.org_id <> NEW.id AND a.kept_until > now()) THEN
    RAISE unique_violation USING CONSTRAINT = 'organizations_slug', MESSAGE = 'Another organization had this address.';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER organizations_old_addresses BEFORE INSERT OR UPDATE OF slug ON organizations
  FOR EACH ROW EXECUTE FUNCTION keep_old_addresses();--> statement-breakpoint
CREATE FUNCTION system_is_deleted(org uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM organization_deletions d WHERE d.id = org) $$;--> statement-breakpoint
-- Closes an organization: what its syncs and webhooks would do waits, and what is running ends. In its own tenant only.
CREATE FUNCTION close_organization(org uuid, account text, at timestamptz, until timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_org_id() IS DISTINCT FROM org THEN RAISE EXCEPTION 'not the tenant of the transaction'; END IF;
  INSERT INTO organization_deletions (id, name, deleted_by, deleted_at, purge_after, paused_syncs)
    SELECT o.id, o.name, account, at, until,
           coalesce((SELECT array_agg(s.id) FROM syncs s WHERE s.org_id = org AND NOT s.paused), '{}')
    FROM organizations o WHERE o.id = org;
  UPDATE syncs SET paused = true WHERE org_id = org AND NOT paused;
  UPDATE webhook_endpoints SET next_try_at = until WHERE org_id = org;
  UPDATE runs SET state = 'cancelled', finished_at = at WHERE org_id = org AND state IN ('queued', 'running');
END $$;--> statement-breakpoint
-- Deleted organizations of the transaction's own account, whatever it is there.
CREATE FUNCTION system_deleted_organizations() RETURNS TABLE (id uuid, deleted_at timestamptz, purge_after timestamptz) LANGUAGE sql
  STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT d.id, d.deleted_at, d.purge_after FROM organization_deletions d JOIN members m ON m.org_id = d.id
        WHERE m.account_id = app_account_id() AND d.purged_at IS NULL $$;--> statement-breakpoint
-- For an owner, as long as it is not gone; the transaction is in it then.
CREATE FUNCTION reopen_organization(org uuid, at timestamptz) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  again text[];
BEGIN
  DELETE FROM organization_deletions d WHERE d.id = org AND d.purged_at IS NULL AND d.purge_after > at
    AND EXISTS (SELECT FROM members m WHERE m.org_id = org AND m.account_id = app_account_id() AND m.role = 'owner')
    RETURNING d.paused_syncs INTO again;
  IF NOT FOUND THEN RAISE EXCEPTION 'This organization can not be restored.'; END IF;
  PERFORM set_config('app.org_id', org::text, true);
  UPDATE syncs SET paused = false WHERE org_id = org AND id = ANY (again);
  UPDATE webhook_endpoints SET next_try_at = NULL WHERE org_id = org;
END $$;--> statement-breakpoint
CREATE FUNCTION system_organizations_to_purge(at timestamptz) RETURNS TABLE (id uuid) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT d.id FROM organization_deletions d WHERE d.purged_at IS NULL AND d.purge_after <= at $$;--> statement-breakpoint
CREATE FUNCTION system_receipt(org uuid) RETURNS TABLE (source text, rows bigint) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT e.key, e.value::bigint FROM organization_deletions d, jsonb_each_text(d.receipt) e WHERE d.id = org $$;--> statement-breakpoint
-- The audit log lets go only by functions of rollcall_system.
CREATE FUNCTION system_forget_audit() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ DELETE FROM audit_log WHERE org_id = app_org_id() $$;--> statement-breakpoint
-- Deletes every row of an organization whose time is over, in all tables there are, and keeps a receipt.
CREATE FUNCTION purge_organization(org uuid, at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  names text[];
  name text;
  many bigint;
  is_held boolean;
  counts jsonb := '{}';
BEGIN
  PERFORM FROM organization_deletions d WHERE d.id = org AND d.purged_at IS NULL AND d.purge_after <= at FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'This organization is not due.'; END IF;
  PERFORM set_config('app.org_id', org::text, true), set_config('app.workspace_ids', '', true);
  SELECT array_agg(c.relname::text ORDER BY c.relname) INTO names FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition;
  FOREACH name IN ARRAY names LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE org_id = $1', name) INTO many USING org;
    IF many > 0 THEN counts := counts || jsonb_build_object(name, many); END IF;
  END LOOP;
  PERFORM system_forget_audit();
  -- Tables that refer to each other: as often as something is still held by a row of another table.
  FOR round IN 1..20 LOOP
    is_held := false;
    FOREACH name IN ARRAY names LOOP
      CONTINUE WHEN name = 'audit_log';
      BEGIN
        EXECUTE format('DELETE FROM %I WHERE org_id = $1', name) USING org;
      EXCEPTION WHEN foreign_key_violation THEN is_held := true;
      END;
    END LOOP;
    EXIT WHEN NOT is_held AND round > 1;
  END LOOP;
  PERFORM system_forget_audit();
  DELETE FROM organizations o WHERE o.id = org;
  UPDATE organization_deletions d SET purged_at = at, deleted_by = NULL, paused_syncs = '{}', receipt = counts WHERE d.id = org;
END $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_moved_address(text) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION keep_old_addresses() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_is_deleted(uuid) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_deleted_organizations() OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_organizations_to_purge(timestamptz) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_receipt(uuid) OWNER TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION system_forget_audit() OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION system_moved_address(text), keep_old_addresses(), system_is_deleted(uuid),
  close_organization(uuid, text, timestamptz, timestamptz), system_deleted_organizations(),
  reopen_organization(uuid, timestamptz), system_organizations_to_purge(timestamptz), system_receipt(uuid),
  system_forget_audit(), purge_organization(uuid, timestamptz) FROM PUBLIC;--> statement-breakpoint
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION system_forget_audit() TO %I', current_user); END $$;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION system_moved_address(text), system_is_deleted(uuid),
  close_organization(uuid, text, timestamptz, timestamptz), system_deleted_organizations(),
  reopen_organization(uuid, timestamptz), system_organizations_to_purge(timestamptz), system_receipt(uuid),
  purge_organization(uuid, timestamptz) TO rollcall_app;
