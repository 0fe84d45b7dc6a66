import { sql } from "drizzle-orm";
import type { PortalTokenKind } from "@/drizzle/schema/portal-tokens";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { hasOwnEmail, hasOwnId, ofRuns } from "@/lib/personal-data/erase.store";
import type { KnownPerson } from "@/lib/personal-data/known";

type IssueAbout = {
  at: string;
  runId: string;
  syncName: string;
  row: number | null;
  severity: string;
  message: string;
  column: string | null;
  value: string | null;
};

/** Issues of runs that are about the person, oldest first. */
export async function selectIssuesAbout(
  tx: Tx,
  ctx: WorkspaceCtx,
  known: KnownPerson,
): Promise<IssueAbout[]> {
  const rows = await tx.execute<IssueAbout>(sql`
    with found as (select t.*, r.created_at as at, r.sync_id from ${ofRuns(ctx, "issues")}
                     and (${hasOwnId(known)} or ${hasOwnEmail(ctx, known)}))
    select f.at, f.run_id as "runId", s.name as "syncName", f."row", f.severity, f.message, f.column_name as "column", f.value
      from found f join syncs s on s.org_id = ${ctx.orgId} and s.workspace_id = f.workspace_id and s.id = f.sync_id
     order by f.at, f."row", f.id`);
  return [...rows];
}

type EntryAbout = { at: string; action: string; actorLabel: string; isActor: boolean };

/** Entries of the audit log about the user, or of what they did themselves, oldest first. */
export async function selectEntriesAbout(tx: Tx, ctx: WorkspaceCtx, userId: number): Promise<EntryAbout[]> {
  const id = String(userId);
  const rows = await tx.execute<EntryAbout>(sql`
    select at, action, actor_label as "actorLabel", actor_kind = 'user' as "isActor" from audit_log
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and (
       (target_kind in ('user', 'portal') and target_id = ${id}) or (actor_kind = 'user' and actor_id = ${id})
       or detail -> 'userIds' @> ${JSON.stringify([userId])}::jsonb)
     order by id`);
  return [...rows];
}

type TokenAbout = { kind: PortalTokenKind; at: string; expiresAt: string; usedAt: string | null };

/** Links to the portal, sessions there, and views of members as this user, oldest first. */
export async function selectTokensAbout(tx: Tx, ctx: WorkspaceCtx, userId: number): Promise<TokenAbout[]> {
  const rows = await tx.execute<TokenAbout>(sql`
    select kind, created_at as at, expires_at as "expiresAt", used_at as "usedAt" from portal_tokens
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and user_id = ${userId} order by created_at`);
  return [...rows];
}

type EventAbout = { at: string; type: string };

/** Events that were told to webhooks and programs about the user, oldest first. */
export async function selectEventsAbout(tx: Tx, ctx: WorkspaceCtx, userId: number): Promise<EventAbout[]> {
  const rows = await tx.execute<EventAbout>(sql`
    select at, type from outgoing_events where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and (${userId}::bigint = any(subjects) or data -> 'userId' = to_jsonb(${userId}::bigint)) order by id`);
  return [...rows];
}
