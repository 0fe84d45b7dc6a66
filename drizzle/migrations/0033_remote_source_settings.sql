ALTER TABLE "remote_sources" ALTER COLUMN "kind" DROP DEFAULT;--> statement-breakpoint
-- It names the columns that go.
DROP TRIGGER remote_sources_secret_stays ON remote_sources;--> statement-breakpoint
ALTER TABLE "remote_sources" ADD COLUMN "settings" jsonb;--> statement-breakpoint
-- The owner of the table is held to its policies as well, while they are forced.
ALTER TABLE remote_sources NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE remote_sources SET settings = jsonb_build_object(
  'place', jsonb_build_object('host', host, 'port', port, 'username', username),
  'authKind', auth_kind, 'allowOutdated', allow_outdated);--> statement-breakpoint
ALTER TABLE remote_sources FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "remote_sources" ALTER COLUMN "settings" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "remote_sources" DROP COLUMN "host";--> statement-breakpoint
ALTER TABLE "remote_sources" DROP COLUMN "port";--> statement-breakpoint
ALTER TABLE "remote_sources" DROP COLUMN "username";--> statement-breakpoint
ALTER TABLE "remote_sources" DROP COLUMN "auth_kind";--> statement-breakpoint
ALTER TABLE "remote_sources" DROP COLUMN "allow_outdated";--> statement-breakpoint
ALTER TABLE "remote_sources" ADD CONSTRAINT "remote_sources_place" CHECK (coalesce(jsonb_typeof("remote_sources"."settings" -> 'place') = 'object', false));--> statement-breakpoint
-- Of every kind: no statement of ours moves a stored secret to another place.
CREATE TRIGGER remote_sources_secret_stays BEFORE UPDATE ON remote_sources FOR EACH ROW
  WHEN ((OLD.kind, OLD.settings -> 'place') IS DISTINCT FROM (NEW.kind, NEW.settings -> 'place')
        AND OLD.credentials_sealed = NEW.credentials_sealed)
  EXECUTE FUNCTION remote_sources_secret_stays();
