ALTER TABLE "remote_sources" ADD COLUMN "sandbox_id" uuid;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "is_sandbox" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "remote_sources" ADD CONSTRAINT "remote_sources_sandbox" FOREIGN KEY ("org_id","sandbox_id") REFERENCES "public"."workspaces"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "workspaces_one_sandbox" ON "workspaces" USING btree ("org_id") WHERE is_sandbox;
--> statement-breakpoint
-- A sandbox is to try things in: what happens there raises no alert and reaches no other system.
CREATE FUNCTION skip_in_sandbox() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN
    IF NEW.workspace_id IS NOT NULL AND EXISTS (
      SELECT FROM workspaces w WHERE w.org_id = NEW.org_id AND w.id = NEW.workspace_id AND w.is_sandbox) THEN
      RETURN NULL;
    END IF;
    RETURN NEW;
  END $$;--> statement-breakpoint
CREATE TRIGGER skip_in_sandbox BEFORE INSERT ON outgoing_events FOR EACH ROW EXECUTE FUNCTION skip_in_sandbox();--> statement-breakpoint
CREATE TRIGGER skip_in_sandbox BEFORE INSERT ON alert_signals FOR EACH ROW EXECUTE FUNCTION skip_in_sandbox();--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO rollcall_system;--> statement-breakpoint
ALTER FUNCTION skip_in_sandbox() OWNER TO rollcall_system;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM rollcall_system;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION skip_in_sandbox() FROM PUBLIC;
