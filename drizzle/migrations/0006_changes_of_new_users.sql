-- A change that creates a user carries no user id; the user's page finds it by the ID in the file.
CREATE INDEX changes_of_new_users ON changes (workspace_id, csv_id) WHERE user_id IS NULL;
