ALTER TABLE "runs" ADD COLUMN "choices_key" text;--> statement-breakpoint
-- Values of fields, options and teams that are deleted: plans that waited meanwhile have written some, and no run healed them.
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE profile_fields NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE profile_field_options NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE teams NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
WITH named AS (
  SELECT u.id, u.workspace_id, e.key, item.value AS item FROM users u
    CROSS JOIN LATERAL jsonb_each(u.fields) e
    CROSS JOIN LATERAL jsonb_array_elements(
      CASE jsonb_typeof(e.value) WHEN 'array' THEN e.value ELSE jsonb_build_array(e.value) END) item
), dead AS (
  SELECT n.id, array_agg(n.key || ' ' || n.item) AS said FROM named n
    LEFT JOIN profile_fields f ON f.workspace_id = n.workspace_id AND f.id::text = n.key
    LEFT JOIN profile_field_options o ON o.field_id = f.id AND to_jsonb(o.id) = n.item
    LEFT JOIN teams t ON n.key IN ('-1', '-2') AND t.workspace_id = n.workspace_id AND to_jsonb(t.id) = n.item
   WHERE CASE WHEN n.key IN ('-1', '-2') THEN t.id IS NULL
              WHEN f.id IS NULL THEN true
              WHEN f.type IN ('single_choice', 'multiple_choice') THEN o.id IS NULL AND n.item <> 'null'
              ELSE false END
   GROUP BY n.id
)
UPDATE users u SET version = u.version + 1, fingerprint = NULL, drifted = u.sync_id IS NOT NULL, fields = coalesce((
    SELECT jsonb_object_agg(e.key, rest.value) FROM jsonb_each(u.fields) e CROSS JOIN LATERAL (
      SELECT CASE jsonb_typeof(e.value)
        WHEN 'array' THEN (SELECT jsonb_agg(item.value ORDER BY item.at)
                             FROM jsonb_array_elements(e.value) WITH ORDINALITY AS item(value, at)
                            WHERE e.key || ' ' || item.value <> ALL (d.said))
        ELSE CASE WHEN e.key || ' ' || e.value <> ALL (d.said) THEN e.value END END AS value) rest
     WHERE rest.value IS NOT NULL), '{}')
  FROM dead d WHERE d.id = u.id;--> statement-breakpoint
ALTER TABLE teams FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE profile_field_options FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE profile_fields FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE users FORCE ROW LEVEL SECURITY;
