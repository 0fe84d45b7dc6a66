import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { UserValues } from "@/lib/model/user";

/** An ID that a user has, or had, in the files of a sync. */
export type OwnId = { syncId: string; csvId: string };

/** Whom something is about: a user of the workspace, or an address that only files and mails have. */
export type Person = { userId: number | null; email: string };

/** Every state of a user that is stored anywhere: as they are, before and after each change, and each edit. */
export async function selectStates(
  tx: Tx,
  ctx: WorkspaceCtx,
  { userId, email }: Person,
): Promise<UserValues[]> {
  const own = sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}`;
  const theirs = sql`(user_id = ${userId} or (user_id is null and lower(email) = lower(${email})))`;
  const rows = await tx.execute<{ state: UserValues }>(sql`
    select jsonb_build_object('email', email, 'firstName', first_name, 'lastName', last_name, 'mobile', mobile,
             'fields', fields) as state
      from users where ${own} and id = ${userId}
    union select jsonb_build_object('email', coalesce(email, ''), 'firstName', coalesce(first_name, ''),
             'lastName', coalesce(last_name, ''), 'mobile', coalesce(mobile, ''), 'fields', coalesce(fields, '{}'))
      from changes where ${own} and ${theirs} and kind <> 'remove'
    union select before from changes where ${own} and user_id = ${userId} and before is not null
    union select before from user_edits where ${own} and user_id = ${userId} and before is not null
    union select after from user_edits where ${own} and user_id = ${userId} and after is not null`);
  return rows.map(({ state }) => state);
}

/** The IDs that a user has had, each with the sync whose files have it. */
export async function selectOwnIds(tx: Tx, ctx: WorkspaceCtx, { userId, email }: Person): Promise<OwnId[]> {
  const rows = await tx.execute<OwnId>(sql`
    with lines as (
      select c.*, r.sync_id from changes c
        join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
       where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId}
         and (c.user_id = ${userId} or (c.user_id is null and lower(c.email) = lower(${email}))))
    select sync_id as "syncId", substr(external_id, strpos(external_id, '#') + 1) as "csvId" from users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${userId}
       and sync_id is not null and external_id is not null
    union select sync_id, csv_id from lines where not ${takenById(ctx, userId)}
    union select coalesce(old_sync_id, sync_id), old_csv_id from lines where old_csv_id is not null`);
  return [...rows];
}

/** Of a line of `lines`: whether its ID is another user's now. */
function takenById(ctx: WorkspaceCtx, userId: number | null) {
  return sql`exists (select from users o where o.org_id = ${ctx.orgId} and o.workspace_id = ${ctx.workspaceId}
    and o.id is distinct from ${userId}::bigint and o.external_id = lines.sync_id || '#' || lines.csv_id)`;
}

/** Those of some addresses (in lower case) that another user of the workspace has. */
export async function selectOthersEmails(
  tx: Tx,
  ctx: WorkspaceCtx,
  { userId, emails }: { userId: number | null; emails: readonly string[] },
): Promise<string[]> {
  const rows = await tx.execute<{ email: string }>(sql`
    select distinct lower(email) as email from users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id is distinct from ${userId}::bigint
       and lower(email) = any(${sql.param([...emails])}::text[])`);
  return rows.map(({ email }) => email);
}

export type NamedBy = { syncId: string; syncName: string; isRemote: boolean };

/** The sync whose last file named the user, as far as is known; null for nobody's, or one that was detached. */
export async function selectNamedBy(tx: Tx, ctx: WorkspaceCtx, userId: number): Promise<NamedBy | null> {
  const [row] = await tx.execute<NamedBy>(sql`
    select s.id as "syncId", s.name as "syncName", s.source_kind = 'remote' as "isRemote"
      from users u join syncs s on s.org_id = u.org_id and s.workspace_id = u.workspace_id and s.id = u.sync_id
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = ${userId}
       and s.detached_at is null and (u.state = 'active' or u.edited_since_sync)`);
  return row ?? null;
}

/** Runs of the workspace that are under way, or whose plan is pending and would write to the person. */
export async function hasOpenRun(
  tx: Tx,
  ctx: WorkspaceCtx,
  { userId, emails, ids }: { userId: number | null; emails: readonly string[]; ids: readonly OwnId[] },
): Promise<boolean> {
  const [row] = await tx.execute<{ open: boolean }>(sql`
    select exists (select from runs r where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId}
      and (r.state in ('queued', 'running') or (r.state = 'held' and exists (
        select from changes c where c.org_id = r.org_id and c.run_id = r.id and (
          c.user_id = ${userId} or (c.match ->> 'userId')::bigint = ${userId}
          or (c.user_id is null and lower(c.email) = any(${sql.param([...emails])}::text[]))
          or r.sync_id || '#' || c.csv_id = any(${sql.param(ids.map(keyOf))}::text[])))))) as open`);
  return row?.open ?? false;
}

/** `<Sync ID>#<ID>`, as users have it. */
export function keyOf({ syncId, csvId }: OwnId): string {
  return `${syncId}#${csvId}`;
}
