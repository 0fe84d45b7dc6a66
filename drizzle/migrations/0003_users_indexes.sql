-- Lists and searches of a million users. Under row-level security an index is used for a condition only if nothing in
-- it could leak a row: plain columns may, lower(column) and LIKE may not. Hence stored keys, and ranges over them.
-- Collation "C" makes "starts with" a range whatever the database's own collation is.
DROP INDEX users_by_name;--> statement-breakpoint
ALTER TABLE users
  ALTER COLUMN email_key TYPE text COLLATE "C",
  ADD COLUMN last_name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(last_name)) STORED,
  ADD COLUMN first_name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(first_name)) STORED;--> statement-breakpoint
CREATE INDEX users_by_name ON users (org_id, workspace_id, state, last_name_key, first_name_key, id);--> statement-breakpoint
CREATE INDEX users_by_first_name ON users (org_id, workspace_id, state, first_name_key);--> statement-breakpoint
CREATE INDEX users_by_source ON users (org_id, workspace_id, sync_id, state);
