-- The organization's settings and inbox lie beside its workspaces: one that has their address gets another.
ALTER TABLE workspaces NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE workspaces w SET slug = CASE
    WHEN EXISTS (SELECT FROM workspaces o WHERE o.org_id = w.org_id AND o.slug = w.slug || '-workspace')
    THEN w.slug || '-' || left(w.id::text, 8) ELSE w.slug || '-workspace' END
  WHERE w.slug IN ('settings', 'inbox');--> statement-breakpoint
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
