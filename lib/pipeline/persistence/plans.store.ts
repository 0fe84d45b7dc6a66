import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { Issue } from "@/lib/model/issue";
import type { Change, ChangeKind } from "@/lib/model/plan";
import type { RunLease } from "@/lib/model/run-ref";
import type { AddressOwner, CurrentUser, UserValues } from "@/lib/model/user";
import type { Candidate, Looked, Same } from "@/lib/pipeline/plan/candidates";
import type { Holder, Removal } from "@/lib/pipeline/plan/planner";

/** `<Sync ID>#` before the ID in the file. */
export const EXTERNAL_ID_PREFIX = 25;

/** Whether there is anyone in the workspace, no matter how they were added. */
export async function hasUsers(ctx: WorkspaceCtx): Promise<boolean> {
  const rows = await ctx.db.run((tx) =>
    tx.execute(
      sql`select 1 from users where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} limit 1`,
    ),
  );
  return rows.length > 0;
}

/** The users that candidates are now, and who holds the addresses they want. */
export async function lookUp(
  ctx: WorkspaceCtx,
  syncId: string,
  candidates: readonly Candidate[],
): Promise<Omit<Looked, "formers">> {
  const ids = candidates.flatMap(({ userId }) => (userId === null ? [] : [userId]));
  const keys = candidates.map(({ person }) => person.emailKey);
  const columns = sql`id::float8 as "userId", version, email, first_name as "firstName", last_name as "lastName", mobile, fields`;
  const [users, owners] = await ctx.db.run(async (tx) => {
    const own = await tx.execute<UserRow>(sql`
      select ${columns} from users
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = any(${sql.param(ids)}::bigint[])`);
    const holders = await tx.execute<OwnerRow>(sql`
      select ${columns}, email_key as "emailKey", role <> 'participant' as protected,
             ${originOf(syncId)}
      from users
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and email_key = any(${sql.param(keys)}::text[])`);
    return [own, holders];
  });
  return {
    users: new Map(users.map((row) => [row.userId, currentOf(row)])),
    owners: new Map(owners.map((row) => [row.emailKey, ownerOf(row)])),
  };
}

/** Who has these addresses, of those that someone has. */
export async function findHolders(
  ctx: WorkspaceCtx,
  syncId: string,
  emailKeys: readonly string[],
): Promise<Map<string, Holder>> {
  const rows = await ctx.db.run((tx) =>
    tx.execute<Holder & { emailKey: string }>(sql`
      select email_key as "emailKey", ${originOf(syncId)}
      from users
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and email_key = any(${sql.param([...new Set(emailKeys)])}::text[])`),
  );
  return new Map(rows.map(({ emailKey, ...holder }) => [emailKey, holder]));
}

function originOf(syncId: string): SQL {
  return sql`case when sync_id is null then 'manual' when sync_id = ${syncId} then 'this_sync' else 'other_sync' end as origin,
             case when sync_id = ${syncId} then substr(external_id, ${EXTERNAL_ID_PREFIX + 1}) end as "csvId"`;
}

type UserRow = UserValues & { userId: number; version: number };
type OwnerRow = UserRow & Pick<AddressOwner, "emailKey" | "protected" | "origin" | "csvId">;

function currentOf({ userId, version, email, firstName, lastName, mobile, fields }: UserRow): CurrentUser {
  return { userId, version, values: { email, firstName, lastName, mobile, fields } };
}

function ownerOf(row: OwnerRow): AddressOwner {
  const { emailKey, origin, csvId } = row;
  return { ...currentOf(row), emailKey, origin, csvId, protected: row.protected };
}

/** What to report about authors and admins whom the file does not name. */
export async function stayingIssues(ctx: WorkspaceCtx, userIds: readonly number[]): Promise<Issue[]> {
  if (userIds.length === 0) return [];
  const rows = await ctx.db.run((tx) =>
    tx.execute<{ name: string; role: string; csvId: string; email: string }>(sql`
      select coalesce(nullif(trim(first_name || ' ' || last_name), ''), email) as name, role, email,
             substr(external_id, ${EXTERNAL_ID_PREFIX + 1}) as "csvId"
      from users
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = any(${sql.param([...userIds])}::bigint[])
      order by id`),
  );
  return rows.map(({ name, role, csvId, email }) => ({
    ...{
      severity: "warning",
      code: "user_stays",
      row: null,
      line: null,
      column: null,
      value: null,
      csvId,
      email,
    },
    message: `${name} is not in the file but is kept because of the role ${role}`,
  }));
}

/** Forgets what an earlier attempt of the run has stored. */
export async function clearPlan(ctx: WorkspaceCtx, lease: RunLease): Promise<void> {
  const ofRun = sql`org_id = ${ctx.orgId} and run_id = ${lease.runId}`;
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      with lines as (delete from changes where ${ofRun}), said as (delete from issues where ${ofRun}),
           tallied as (delete from issue_tallies where ${ofRun}), skipped as (delete from skipped_rows where ${ofRun})
      delete from sync_prints p using runs r where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId}
        and r.id = ${lease.runId} and p.org_id = r.org_id and p.sync_id = r.sync_id and p.run_id = r.id and not p.is_current`),
  );
}

/** Adds lines to the plan. */
export async function storeChanges(
  ctx: WorkspaceCtx,
  lease: RunLease,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const column = <T>(of: (change: Change) => T): SQL => sql`${sql.param(changes.map(of))}`;
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      insert into changes (org_id, workspace_id, run_id, kind, user_id, base_version, csv_id, "row", line, email,
                           first_name, last_name, mobile, fields, fingerprint, before, depends_on, match)
      select ${ctx.orgId}, ${ctx.workspaceId}, ${lease.runId}, t.kind, t.user_id, t.base_version, t.csv_id, t.at_row,
             t.at_line, t.email, t.first_name, t.last_name, t.mobile, t.fields::jsonb, decode(t.fingerprint, 'hex'),
             t.before::jsonb, t.depends_on, t.match::jsonb
      from unnest(${column((c) => c.kind)}::text[], ${column((c) => c.userId)}::bigint[],
                  ${column((c) => c.baseVersion)}::int[], ${column((c) => c.csvId)}::text[],
                  ${column((c) => c.row)}::int[], ${column((c) => c.line)}::int[],
                  ${column((c) => c.after?.email ?? null)}::text[], ${column((c) => c.after?.firstName ?? null)}::text[],
                  ${column((c) => c.after?.lastName ?? null)}::text[], ${column((c) => c.after?.mobile ?? null)}::text[],
                  ${column((c) => (c.after ? JSON.stringify(c.after.fields) : null))}::text[],
                  ${column((c) => c.fingerprint)}::text[],
                  ${column((c) => (c.before ? JSON.stringify(c.before) : null))}::text[],
                  ${column((c) => c.dependsOn)}::text[],
                  ${column((c) => (c.match ? JSON.stringify(c.match) : null))}::text[])
        as t(kind, user_id, base_version, csv_id, at_row, at_line, email, first_name, last_name, mobile, fields,
             fingerprint, before, depends_on, match)`),
  );
}

/**
 * Spares the next run a full comparison of users who match their rows, such as one edited manually and back again. What
 * people see of them is not touched, so their versions stay.
 */
export async function noteSame(ctx: WorkspaceCtx, lease: RunLease, same: readonly Same[]): Promise<void> {
  if (same.length === 0) return;
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      update users u set fingerprint = decode(t.fingerprint, 'hex'), edited_since_sync = false
      from unnest(${sql.param(same.map((one) => one.userId))}::bigint[],
                  ${sql.param(same.map((one) => one.version))}::int[],
                  ${sql.param(same.map((one) => one.fingerprint))}::text[]) as t(user_id, version, fingerprint)
      where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = t.user_id
        and u.version = t.version and u.state = 'active'`),
  );
}

/** Adds issues to the run's report. */
export async function storeIssues(
  ctx: WorkspaceCtx,
  lease: RunLease,
  issues: readonly Issue[],
): Promise<void> {
  if (issues.length === 0) return;
  const column = <T>(of: (issue: Issue) => T): SQL => sql`${sql.param(issues.map(of))}`;
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      insert into issues (org_id, workspace_id, run_id, severity, code, message, "row", line, csv_id, email,
                          column_name, value, file)
      select ${ctx.orgId}, ${ctx.workspaceId}, ${lease.runId}, t.*
      from unnest(${column((i) => i.severity)}::text[], ${column((i) => i.code)}::text[],
                  ${column((i) => i.message)}::text[], ${column((i) => i.row)}::int[],
                  ${column((i) => i.line)}::int[], ${column((i) => i.csvId)}::text[],
                  ${column((i) => i.email)}::text[], ${column((i) => i.column)}::text[],
                  ${column((i) => i.value)}::text[], ${column((i) => i.file ?? "users")}::text[]) as t`),
  );
}

/** Deletes changes whose rows turned out to be unusable; returns how many of each kind. */
export async function retractChanges(
  ctx: WorkspaceCtx,
  lease: RunLease,
  csvIds: readonly string[],
): Promise<Map<ChangeKind, number>> {
  const gone = await guarded(ctx, lease, (tx) =>
    tx.execute<{ kind: ChangeKind }>(sql`
      delete from changes where org_id = ${ctx.orgId} and run_id = ${lease.runId}
        and csv_id = any(${sql.param([...csvIds])}::text[]) returning kind`),
  );
  const counts = new Map<ChangeKind, number>();
  for (const { kind } of gone) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Adds removals to the plan, with what the users are now as `before`. */
export async function storeRemovals(
  ctx: WorkspaceCtx,
  lease: RunLease,
  removals: readonly Removal[],
): Promise<void> {
  if (removals.length === 0) return;
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      insert into changes (org_id, workspace_id, run_id, kind, user_id, base_version, csv_id, before)
      select ${ctx.orgId}, ${ctx.workspaceId}, ${lease.runId}, 'remove', u.id, t.version, t.csv_id, ${valuesOf("u")}
      from unnest(${sql.param(removals.map((r) => r.userId))}::bigint[],
                  ${sql.param(removals.map((r) => r.baseVersion))}::int[],
                  ${sql.param(removals.map((r) => r.csvId))}::text[]) as t(user_id, version, csv_id)
      join users u on u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = t.user_id`),
  );
}

/** A user's values as they are kept with a line. */
export const valuesOf = (table: "u"): SQL =>
  sql.raw(
    `jsonb_build_object('email', ${table}.email, 'firstName', ${table}.first_name, 'lastName', ${table}.last_name,
     'mobile', ${table}.mobile, 'fields', ${table}.fields)`,
  );

/** Runs `work` only while the run is still ours; a takeover waits until `work` is done, then clears it. */
export async function guarded<T>(
  ctx: WorkspaceCtx,
  lease: RunLease,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return ctx.db.run(async (tx) => {
    // Not waiting for the disk loses nothing: the commit that says what came of the plan does, and takes these along.
    const gate = await tx.execute(sql`
      select set_config('synchronous_commit', 'off', true) from runs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${lease.runId}
        and fence = ${lease.fence} and state = 'running' for share`);
    if (gate.length === 0) {
      throw new AppError("lost_lease", "This run was cancelled, or another worker is processing it.", {
        meta: { runId: lease.runId, fence: lease.fence },
      });
    }
    return work(tx);
  });
}
