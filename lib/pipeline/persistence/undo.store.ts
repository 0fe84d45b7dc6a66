import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { RunLease } from "@/lib/model/run-ref";
import { guarded } from "@/lib/pipeline/persistence/plans.store";
import type { LaterEvent, RealLine, UndoLine, UserNow } from "@/lib/pipeline/plan/invert";

const PAGE_ROWS = 5_000;
/** `<Sync ID>#` before the ID in the file. */
const PREFIX_LENGTH = 25;

export type RealRow = RealLine & { id: number; now: UserNow | null };

/** The lines of a run that have become real, in pages, each with what its user is now. */
export async function* realLines(
  ctx: WorkspaceCtx,
  { runId, syncId }: { runId: string; syncId: string },
): AsyncGenerator<RealRow[]> {
  let after: { kind: string; id: number } = { kind: "", id: 0 };
  for (;;) {
    const page = await ctx.db.run((tx) => tx.execute<RealRow>(pageOf(ctx, runId, syncId, after)));
    if (page.length > 0) yield [...page];
    const last = page.at(-1);
    if (!last || page.length < PAGE_ROWS) return;
    after = last;
  }
}

/**
 * A user whom the run created is found by the ID it gave them, as its line was planned before they were there; or by the
 * line that gave them another ID since.
 */
function pageOf(ctx: WorkspaceCtx, runId: string, syncId: string, after: { kind: string; id: number }): SQL {
  const mine = sql`u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId}`;
  return sql`
    select c.id::float8 as id, c.kind, c.csv_id as "csvId", c.old_csv_id as "oldCsvId", c.unlinks,
           c.old_sync_id as "oldSyncId", c.new_sync_id as "newSyncId", c.base_version as "baseVersion", c.before, ${valuesOf("c")} as after,
           case when u.id is not null then jsonb_build_object(
             'userId', u.id, 'version', u.version, 'values', ${valuesOf("u")}, 'removed', u.state = 'removed',
             'csvId', case when u.sync_id = ${syncId} then substr(u.external_id, ${PREFIX_LENGTH + 1}) end,
             'isManual', u.sync_id is null, 'fingerprint', encode(u.fingerprint, 'hex'),
             'isProtected', u.role <> 'participant') end as now
    from (select * from changes
           where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
             and (kind, id) > (${after.kind}::text, ${after.id}::bigint)
             and status = any((select applied_statuses from runs where org_id = ${ctx.orgId} and id = ${runId})::text[])
           order by kind, id limit ${PAGE_ROWS}) c
    left join lateral (
      select 1 as way, u.* from users u where ${mine} and u.id = c.user_id
      union all
      select 2, u.* from users u where ${mine} and c.user_id is null and u.external_id = ${syncId} || '#' || c.csv_id
      union all
      select 3, u.* from changes k
      join runs r on r.org_id = k.org_id and r.id = k.run_id and k.status = any(r.applied_statuses)
        and coalesce(k.old_sync_id, r.sync_id) = ${syncId}
      join users u on ${mine} and u.id = k.user_id
      where k.org_id = ${ctx.orgId} and k.workspace_id = ${ctx.workspaceId} and c.user_id is null
        and k.old_csv_id = c.csv_id and k.kind in ('relink', 'restore') and not k.unlinks
      order by way limit 1
    ) u on true
    order by c.kind, c.id`;
}

const valuesOf = (table: "u" | "c"): SQL =>
  sql.raw(
    `jsonb_build_object('email', ${table}.email, 'firstName', ${table}.first_name, 'lastName', ${table}.last_name,
     'mobile', ${table}.mobile, 'fields', coalesce(${table}.fields, '{}'))`,
  );

/** What members and other runs, if they still count, did to users since a run was applied, newest first. */
export async function laterEvents(
  ctx: WorkspaceCtx,
  runId: string,
  userIds: readonly number[],
): Promise<Map<number, LaterEvent[]>> {
  if (userIds.length === 0) return new Map();
  const ids = sql`${sql.param([...userIds])}::bigint[]`;
  const tenant = (table: "e" | "c") =>
    sql`${sql.raw(table)}.org_id = ${ctx.orgId} and ${sql.raw(table)}.workspace_id = ${ctx.workspaceId}`;
  const rows = await ctx.db.run((tx) =>
    tx.execute<LaterEvent & { userId: number }>(sql`
      with undone as (select applied_at from runs where org_id = ${ctx.orgId} and id = ${runId})
      select e.user_id::float8 as "userId", e.actor_label as by, to_char(e.at at time zone 'UTC', ${ISO}) as at,
             false as "isUndo", e.before, e.after, e.at as moment
        from user_edits e, undone
       where ${tenant("e")} and e.user_id = any(${ids}) and e.at > undone.applied_at
      union all
      select c.user_id::float8, case when r.undoes is null then 'Sync ' || s.name else 'Undo by ' || r.decided_by end,
             to_char(r.applied_at at time zone 'UTC', ${ISO}), r.undoes is not null,
             c.before, case when c.kind <> 'remove' then ${valuesOf("c")} end, r.applied_at
        from changes c
        join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
        join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id, undone
       where ${tenant("c")} and c.user_id = any(${ids}) and c.status = any(r.applied_statuses)
         and r.applied_at > undone.applied_at and r.id <> ${runId}
         and r.state <> 'undone'
       order by moment desc`),
  );
  const byUser = new Map<number, LaterEvent[]>();
  for (const { userId, ...event } of rows) {
    const events = byUser.get(userId) ?? [];
    events.push(event);
    byUser.set(userId, events);
  }
  return byUser;
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/** Who has these addresses (lower case) now. */
export async function addressHolders(
  ctx: WorkspaceCtx,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = await ctx.db.run((tx) =>
    tx.execute<{ key: string; id: number }>(sql`
      select email_key as key, id::float8 as id from users
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
        and email_key = any(${sql.param([...keys])}::text[])`),
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Who has these external IDs now. */
export async function idHolders(
  ctx: WorkspaceCtx,
  externalIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await ctx.db.run((tx) =>
    tx.execute<{ key: string; id: number }>(sql`
      select external_id as key, id::float8 as id from users
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
        and external_id = any(${sql.param([...externalIds])}::text[])`),
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Of these users, those whose address a stored line of the run frees, and the ID of that line. */
export async function freeingLines(
  ctx: WorkspaceCtx,
  runId: string,
  userIds: readonly number[],
): Promise<Map<number, string>> {
  const rows = await ctx.db.run((tx) =>
    tx.execute<{ id: number; csvId: string }>(sql`
      select user_id::float8 as id, csv_id as "csvId" from changes
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
        and user_id = any(${sql.param([...userIds])}::bigint[]) and status = 'planned'
        and (kind = 'remove' or lower(email) <> lower(before->>'email'))`),
  );
  return new Map(rows.map(({ id, csvId }) => [id, csvId]));
}

/** Adds lines of an undo to its plan, in batches. */
export async function storeUndoLines(
  ctx: WorkspaceCtx,
  lease: RunLease,
  lines: readonly UndoLine[],
): Promise<void> {
  for (let at = 0; at < lines.length; at += PAGE_ROWS) {
    await storeBatch(ctx, lease, lines.slice(at, at + PAGE_ROWS));
  }
}

async function storeBatch(ctx: WorkspaceCtx, lease: RunLease, lines: readonly UndoLine[]): Promise<void> {
  const rows = lines.map(({ after, kept, kind, ...line }) => {
    // What a user is left with is in `before`; a removal has no values of its own.
    const values = line.status === "kept" ? null : after;
    return { ...line, kind, ...values, kept: kept.length > 0 ? kept : null };
  });
  await guarded(ctx, lease, (tx) =>
    tx.execute(sql`
      insert into changes (org_id, workspace_id, run_id, kind, status, user_id, base_version, csv_id, old_csv_id, old_sync_id, new_sync_id, unlinks,
                           email, first_name, last_name, mobile, fields, fingerprint, before, depends_on, kept)
      select ${ctx.orgId}, ${ctx.workspaceId}, ${lease.runId}, kind, status, "userId", "baseVersion", "csvId", "oldCsvId",
             "oldSyncId", "newSyncId", unlinks, email, "firstName", "lastName", mobile, fields, decode(fingerprint, 'hex'), before, "dependsOn",
             nullif(kept, 'null'::jsonb)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(
        kind text, status text, "userId" bigint, "baseVersion" int, "csvId" text, "oldCsvId" text, "oldSyncId" text,
        "newSyncId" text, unlinks boolean,
        email text, "firstName" text, "lastName" text, mobile text, fields jsonb, fingerprint text, before jsonb,
        "dependsOn" text, kept jsonb)`),
  );
}
