DROP INDEX "changes_user";--> statement-breakpoint
CREATE INDEX "changes_relinked" ON "changes" USING btree ("workspace_id","old_csv_id") WHERE old_csv_id is not null;--> statement-breakpoint
CREATE INDEX "changes_user" ON "changes" USING btree ("user_id") WHERE user_id is not null;--> statement-breakpoint
ALTER POLICY "tenant" ON "audit_log" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "changes" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "invitations" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "issue_tallies" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "issues" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "profile_field_options" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "profile_fields" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "remote_sources" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "runs" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "skipped_rows" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "syncs" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "uploads" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "user_edits" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "users" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));--> statement-breakpoint
ALTER POLICY "tenant" ON "workspaces" TO public USING (org_id = (select app_org_id())) WITH CHECK (org_id = (select app_org_id()));