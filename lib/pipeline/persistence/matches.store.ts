import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { FormerUser, MatchOn } from "@/lib/model/plan";
import type { RunLease } from "@/lib/model/run-ref";
import { EXTERNAL_ID_PREFIX, guarded, valuesOf } from "@/lib/pipeline/persistence/plans.store";
import type { Candidate, Looked } from "@/lib/pipeline/plan/candidates";
import type { MatchedLine } from "@/lib/pipeline/plan/matches";

/** Settles which new IDs of a plan may be known users, and makes lines of those users where they are the same person. */
export async function storeMatches(
  ctx: WorkspaceCtx,
  lease: RunLease,
  matched: readonly MatchedLine[],
): Promise<void> {
  const ofRun = sql`c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id = ${lease.runId}`;
  await guarded(ctx, lease, async (tx) => {
    // Lists, not joins: without statistics of lines just written a join may be a loop in a loop.
    const all = matched.map(({ csvId }) => csvId);
    await tx.execute(
      sql`update changes c set is_same = false where ${ofRun} and c.csv_id = any(${sql.param(all)}::text[]) and c.match is not null`,
    );
    const others = matched.filter(({ instead }) => instead !== null);
    for (const { csvId, instead } of others)
      await tx.execute(
        sql`update changes c set match = ${JSON.stringify(instead)}::jsonb where ${ofRun} and c.csv_id = ${csvId} and c.is_same = false`,
      );
    await tx.execute(
      sql`update changes c set match = null where ${ofRun} and c.match is not null and c.is_same is null`,
    );
    const same = matched.filter(({ isSame }) => isSame).map(({ csvId }) => csvId);
    if (same.length === 0) return;
    await setSame(tx, ctx, { runId: lease.runId, isSame: true, csvIds: same });
  });
}

/** Which new IDs: the lines named, or all that match a user by the same. */
export type SameChoice = { runId: string; isSame: boolean } & (
  | { changeIds: readonly number[] }
  | { csvIds: readonly string[] }
  | { on: MatchOn }
);

/**
 * Makes lines of a plan ones of the users they match, or of someone new; a user who is missing from the file is removed
 * only in the second case. Gives how many lines that changed.
 */
export async function setSame(tx: Tx, ctx: WorkspaceCtx, choice: SameChoice): Promise<number> {
  const { runId, isSame } = choice;
  const rows = await tx.execute<{ missing: number | null }>(sql`
    update changes c set ${isSame ? AS_SAME : AS_NEW}
    where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id = ${runId}
      and c.status = 'planned' and c.is_same = ${!isSame} and ${named(choice)}
    returning case when c.match->>'removedAt' is null then (c.match->>'userId')::float8 end as missing`);
  const missing = rows.flatMap(({ missing }) => missing ?? []);
  if (missing.length > 0)
    await tx.execute(isSame ? withdrawn(ctx, runId, missing) : added(ctx, runId, missing));
  return rows.length;
}

function named(choice: SameChoice): SQL {
  if ("on" in choice) return sql`c.match->>'on' = ${choice.on}`;
  if ("csvIds" in choice) return sql`c.csv_id = any(${sql.param([...choice.csvIds])}::text[])`;
  return sql`c.id = any(${sql.param([...choice.changeIds])}::bigint[])`;
}

function withdrawn(ctx: WorkspaceCtx, runId: string, userIds: readonly number[]): SQL {
  return sql`delete from changes r
    where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.run_id = ${runId}
      and r.kind = 'remove' and r.user_id = any(${sql.param([...userIds])}::bigint[])`;
}

function added(ctx: WorkspaceCtx, runId: string, userIds: readonly number[]): SQL {
  return sql`insert into changes (org_id, workspace_id, run_id, kind, user_id, base_version, csv_id, before)
    select org_id, workspace_id, run_id, 'remove', (match->>'userId')::bigint, (match->>'version')::int,
           match->>'csvId', match->'before'
    from changes where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId}
      and match is not null and (match->>'userId')::bigint = any(${sql.param([...userIds])}::bigint[])`;
}

const valuesIn = (key: "asSame" | "asNew") =>
  sql.raw(`email = c.match->'${key}'->>'email', first_name = c.match->'${key}'->>'firstName',
    last_name = c.match->'${key}'->>'lastName', mobile = c.match->'${key}'->>'mobile', fields = c.match->'${key}'->'fields'`);

const AS_SAME = sql`is_same = true, kind = case when c.match->>'removedAt' is null then 'relink' else 'restore' end,
  user_id = (c.match->>'userId')::bigint, base_version = (c.match->>'version')::int, before = c.match->'before',
  old_csv_id = c.match->>'csvId', old_sync_id = c.match->>'syncId',
  depends_on = case when c.match->>'removedAt' is not null then c.match->>'dependsOn' end, ${valuesIn("asSame")}`;

const AS_NEW = sql`is_same = false, kind = 'create', user_id = null, base_version = null, before = null, old_csv_id = null,
  old_sync_id = null, depends_on = c.match->>'dependsOn', ${valuesIn("asNew")}`;

/** More users removed lately with one address, or one name, say nothing about who someone is. */
const EACH_MAX = 5;

/**
 * For new IDs: users whom a sync of the workspace had, who were removed after `since`, and have the row's address or both
 * its names. Authors and admins are not among them: no file gives rights back.
 */
export async function findFormers(
  ctx: WorkspaceCtx,
  { syncId, since }: { syncId: string; since: Date },
  candidates: readonly Candidate[],
): Promise<Looked["formers"]> {
  const persons = candidates.flatMap(({ person, userId }) => (userId === null ? [person] : []));
  const found = new Map<string, FormerUser[]>();
  if (persons.length === 0) return found;
  const column = <T>(of: (person: (typeof persons)[number]) => T) => sql`${sql.param(persons.map(of))}`;
  const removed = sql`u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'removed'
    and u.role = 'participant' and u.sync_id is not null and u.removed_at > ${since.toISOString()}::timestamptz`;
  const rows = await ctx.db.run((tx) =>
    tx.execute<FormerUser & { row: string }>(sql`
      select distinct on (t.csv_id, u.id) t.csv_id as row, u.id::float8 as "userId", u.version, ${valuesOf("u")} as values,
             substr(u.external_id, ${EXTERNAL_ID_PREFIX + 1}) as "csvId", nullif(u.sync_id, ${syncId}) as "syncId",
             to_char(u.removed_at at time zone 'UTC', ${ISO}) as "removedAt"
      from unnest(${column(({ id }) => id)}::text[], ${column(({ emailKey }) => emailKey)}::text[],
                  ${column(({ firstName }) => firstName || null)}::text[],
                  ${column(({ lastName }) => lastName || null)}::text[]) as t(csv_id, email_key, first_name, last_name)
      cross join lateral (
        (select * from users u where ${removed} and u.former_email_key = t.email_key
          order by u.removed_at desc limit ${EACH_MAX})
        union all
        (select * from users u where ${removed} and u.last_name_key = lower(t.last_name)
            and u.first_name_key = lower(t.first_name)
          order by u.removed_at desc limit ${EACH_MAX})
      ) as u`),
  );
  for (const { row, ...former } of rows) found.set(row, [...(found.get(row) ?? []), former]);
  return found;
}

/** Whether there is anyone to compare new IDs with. */
export async function hasFormers(ctx: WorkspaceCtx, since: Date): Promise<boolean> {
  const rows = await ctx.db.run((tx) =>
    tx.execute(sql`
      select 1 from users where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
        and former_email_key is not null and removed_at > ${since.toISOString()}::timestamptz limit 1`),
  );
  return rows.length > 0;
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
