ALTER TABLE "changes" DROP CONSTRAINT "changes_run";
--> statement-breakpoint
-- What the key did when a run went, whoever deleted it: the purge, its workspace, its organization. Once a statement,
-- not once a line. It acts as whoever deletes; within a cascade that is the owner, whom policies don't bind then.
CREATE FUNCTION delete_plans_of_runs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
  AS $$ BEGIN
    DELETE FROM changes c USING gone g WHERE c.org_id = g.org_id AND c.run_id = g.id;
    RETURN NULL;
  END $$;--> statement-breakpoint
CREATE TRIGGER plans_go_with_runs AFTER DELETE ON runs REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION delete_plans_of_runs();
