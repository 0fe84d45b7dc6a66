import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { KnownPerson } from "@/lib/personal-data/known";
import { keyOf } from "@/lib/personal-data/known.store";

/** Rows of a workspace, with the run that they belong to as `r`. */
export function ofRuns(ctx: WorkspaceCtx, table: string): SQL {
  return sql`${sql.raw(table)} t join runs r on r.org_id = t.org_id and r.workspace_id = t.workspace_id and r.id = t.run_id
    where t.org_id = ${ctx.orgId} and t.workspace_id = ${ctx.workspaceId}`;
}

/** Whether `t` has one of the person's IDs in a file of the sync that it is theirs in. */
export function hasOwnId({ ids }: KnownPerson): SQL {
  return sql`r.sync_id || '#' || t.csv_id = any(${sql.param(ids.map(keyOf))}::text[])`;
}

/** Whether `t` has one of their addresses, and is not about the user who has its ID by now. */
export function hasOwnEmail(ctx: WorkspaceCtx, { person, emails }: KnownPerson): SQL {
  return sql`(lower(t.email) = any(${sql.param(emails)}::text[]) and not exists (
    select from users o where o.org_id = ${ctx.orgId} and o.workspace_id = ${ctx.workspaceId}
      and o.id is distinct from ${person.userId}::bigint and o.external_id = r.sync_id || '#' || t.csv_id))`;
}

/** The lines of plans that are about the person; gives how many there are by run. */
export async function deleteChanges(
  tx: Tx,
  ctx: WorkspaceCtx,
  known: KnownPerson,
): Promise<{ runId: string; count: number }[]> {
  const { person } = known;
  const rows = await tx.execute<{ runId: string; count: number }>(sql`
    with gone as (delete from changes where org_id = ${ctx.orgId} and id in (
      select t.id from ${ofRuns(ctx, "changes")} and (t.user_id = ${person.userId}
        or (t.user_id is null and (${hasOwnId(known)} or ${hasOwnEmail(ctx, known)}))))
      returning run_id)
    select run_id as "runId", count(*)::int as count from gone group by 1`);
  return [...rows];
}

/** Lines of others no longer say that they may be, or wait for, the person. Gives how many. */
export async function forgetInOtherChanges(tx: Tx, ctx: WorkspaceCtx, known: KnownPerson): Promise<number> {
  const { person, emails, ids } = known;
  const waits = sql`t.depends_on is not null and r.sync_id || '#' || t.depends_on = any(${sql.param(ids.map(keyOf))}::text[])`;
  const matches = sql`((t.match ->> 'userId')::bigint = ${person.userId}
    or lower(t.match -> 'before' ->> 'email') = any(${sql.param(emails)}::text[]))`;
  const rows = await tx.execute(sql`
    update changes c set depends_on = null, match = case when f.matches then null else c.match end,
        is_same = case when f.matches then null else c.is_same end
      from (select t.id, coalesce(${matches}, false) as matches from ${ofRuns(ctx, "changes")}
             and (${waits} or ${matches})) f
     where c.org_id = ${ctx.orgId} and c.id = f.id returning 1`);
  return rows.length;
}

export type RowRef = { runId: string; row: number | null };
export type GoneIssue = RowRef & { code: string; column: string | null; value: string | null };

/** The issues that are about the person. */
export async function deleteIssues(
  tx: Tx,
  ctx: WorkspaceCtx,
  known: KnownPerson,
  rows: readonly RowRef[],
): Promise<GoneIssue[]> {
  const places = rows.map(({ runId, row }) => `${runId}:${row}`);
  const gone = await tx.execute<GoneIssue>(sql`
    delete from issues where org_id = ${ctx.orgId} and id in (
      select t.id from ${ofRuns(ctx, "issues")} and (${hasOwnId(known)} or ${hasOwnEmail(ctx, known)}
        or t.run_id || ':' || t."row" = any(${sql.param(places)}::text[])))
    returning run_id as "runId", "row", code, column_name as "column", value`);
  return [...gone];
}

/** Values that only the person's issues had are no longer named by the counts of a run; the counts stay. */
export async function forgetTallies(tx: Tx, ctx: WorkspaceCtx, gone: readonly GoneIssue[]): Promise<number> {
  const values = gone.filter(({ value }) => value !== null);
  if (values.length === 0) return 0;
  const rows = await tx.execute(sql`
    update issue_tallies t set value = null
      from (select g.run_id, g.code, g.column_name, g.value, count(*) as times from jsonb_to_recordset(
              ${JSON.stringify(values.map(({ runId, code, column, value }) => ({ run_id: runId, code, column_name: column, value })))}::jsonb)
              as g (run_id uuid, code text, column_name text, value text) group by 1, 2, 3, 4) g
     where t.org_id = ${ctx.orgId} and t.workspace_id = ${ctx.workspaceId} and t.run_id = g.run_id and t.code = g.code
       and t.column_name is not distinct from g.column_name and t.value = g.value and t.count <= g.times returning 1`);
  return rows.length;
}

export type TextRow = { id: number; texts: (string | null)[] };

/** Issues of others, and tallies, whose texts may name the person. */
export async function selectTexts(
  tx: Tx,
  ctx: WorkspaceCtx,
  table: TextTable,
  pattern: string,
): Promise<TextRow[]> {
  const columns = TEXT_COLUMNS[table].map((name) => sql.raw(name));
  const rows = await tx.execute<TextRow>(sql`
    select id::float8 as id, array[${sql.join(columns, sql`, `)}] as texts from ${sql.raw(table)}
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and concat_ws(chr(10), ${sql.join(columns, sql`, `)}) ~* ${pattern}`);
  return [...rows];
}

const TEXT_COLUMNS = {
  issues: ["message", "value", "email"],
  issue_tallies: ["value"],
  uploads: ["file_name"],
} as const;

type TextTable = "issues" | "issue_tallies";

export async function setTexts(tx: Tx, ctx: WorkspaceCtx, table: TextTable, row: TextRow): Promise<void> {
  const set = TEXT_COLUMNS[table].map((name, at) => sql`${sql.raw(name)} = ${row.texts[at] ?? null}::text`);
  await tx.execute(sql`update ${sql.raw(table)} set ${sql.join(set, sql`, `)}
    where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${row.id}`);
}

export type CellsRow = {
  id: number;
  runId: string;
  row: number;
  cells: string[];
  reason: string;
  isTheirs: boolean;
};

/** Skipped rows that may be about the person. `isTheirs`: an issue of the row says so. */
export async function selectSkipped(
  tx: Tx,
  ctx: WorkspaceCtx,
  known: KnownPerson,
  pattern: string,
): Promise<CellsRow[]> {
  const rows = await tx.execute<CellsRow>(sql`
    with told as (select t.run_id, t."row" from ${ofRuns(ctx, "issues")}
                    and (${hasOwnId(known)} or ${hasOwnEmail(ctx, known)}))
    select s.id::float8 as id, s.run_id as "runId", s."row", s.cells, s.reason,
           exists (select from told where told.run_id = s.run_id and told."row" = s."row") as "isTheirs"
      from skipped_rows s where s.org_id = ${ctx.orgId} and s.workspace_id = ${ctx.workspaceId}
       and (s.cells::text ~* ${pattern} or s.reason ~* ${pattern}
            or exists (select from told where told.run_id = s.run_id and told."row" = s."row"))`);
  return [...rows];
}

export async function deleteSkipped(tx: Tx, ctx: WorkspaceCtx, ids: readonly number[]): Promise<void> {
  await tx.execute(sql`delete from skipped_rows where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
    and id = any(${sql.param([...ids])}::bigint[])`);
}

/** Deletes the user with their edits, lists, teams and ways into the portal. Gives how many of each. */
export async function deleteUser(tx: Tx, ctx: WorkspaceCtx, userId: number): Promise<Record<string, number>> {
  const theirs = sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and user_id = ${userId}`;
  const [counted] = await tx.execute<Record<string, number>>(sql`
    select (select count(*)::int from user_edits where ${theirs}) as edits,
           (select count(*)::int from user_list_members where ${theirs}) as lists,
           (select count(*)::int from team_members where ${theirs}) as teams,
           (select count(*)::int from portal_tokens where ${theirs}) as "portalSessions"`);
  const rows = await tx.execute(sql`
    delete from users where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${userId} returning 1`);
  return { users: rows.length, ...counted };
}

/** Invitations to the person's addresses to become a member. */
export async function deleteInvitations(tx: Tx, ctx: WorkspaceCtx, { emails }: KnownPerson): Promise<number> {
  const rows = await tx.execute(sql`delete from invitations
    where org_id = ${ctx.orgId} and lower(email) = any(${sql.param(emails)}::text[]) returning 1`);
  return rows.length;
}

/** Takes what they are called out of the audit log, whose entries stay. Gives of how many. */
export async function forgetInAudit(tx: Tx, { person, traces }: KnownPerson): Promise<number> {
  const [row] = await tx.execute<{ gone: number }>(sql`
    select forget_in_audit(${person.userId ?? 0}::bigint, ${sql.param([...traces.patterns])}::text[]) as gone`);
  return row?.gone ?? 0;
}
