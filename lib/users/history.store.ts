import { type SQL, sql } from "drizzle-orm";
import { userEdits } from "@/drizzle/schema";
import type { UserEditKind } from "@/drizzle/schema/user-edits";
import type { UserRole } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { ChangeKind } from "@/lib/model/plan";
import type { RunTrigger } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";
import type { UserValues } from "@/lib/model/user";
import type { HistoryPlace } from "@/lib/users/history-place";
import type { FirstSeen } from "@/lib/users/views";

type Edit = {
  userId: number;
  kind: UserEditKind;
  before?: UserValues;
  after?: UserValues;
  roleBefore?: UserRole;
  roleAfter?: UserRole;
};

/** `micros`: microseconds since 1970, as text: the place in the history, finer than a Date. */
type Placed = { id: number; micros: string; at: Date };

export type EditRow = Omit<Edit, "userId"> & Placed & { actorLabel: string };
export type RunChangeRow = Placed & {
  kind: ChangeKind;
  row: number | null;
  line: number | null;
  csvId: string;
  oldCsvId: string | null;
  unlinks: boolean;
  before: UserValues | null;
  after: UserValues | null;
  runId: string;
  runAt: Date;
  runState: RunState;
  trigger: RunTrigger;
  requestedBy: string;
  approvedBy: string | null;
  undoes: { id: string; createdAt: Date } | null;
  syncName: string;
  fileName: string | null;
};

type Page = { before: HistoryPlace | null; limit: number };

/** Notes what the actor did to a user. */
export async function insertEdit(tx: Tx, ctx: WorkspaceCtx, edit: Edit): Promise<void> {
  const { orgId, workspaceId, actor } = ctx;
  await tx
    .insert(userEdits)
    .values({ ...edit, orgId, workspaceId, at: ctx.clock(), actorLabel: actor.label });
}

/** Notes what the actor did to several users at once. */
export async function insertEdits(tx: Tx, ctx: WorkspaceCtx, edits: readonly Edit[]): Promise<void> {
  if (edits.length === 0) return;
  const { orgId, workspaceId, actor } = ctx;
  // One document: reading a statement of thousands of parameters costs the database more than what it does.
  await tx.execute(sql`
    insert into user_edits (org_id, workspace_id, user_id, at, kind, actor_label, before, after, role_before, role_after)
    select ${orgId}::uuid, ${workspaceId}::uuid, e."userId", ${ctx.clock().toISOString()}::timestamptz, e.kind,
           ${actor.label}, e.before, e.after, e."roleBefore", e."roleAfter"
      from jsonb_to_recordset(${JSON.stringify(edits)}::jsonb)
        as e("userId" bigint, kind text, before jsonb, after jsonb, "roleBefore" text, "roleAfter" text)`);
}

/** Manual edits of a user, newest first. */
export async function selectEdits(
  tx: Tx,
  ctx: WorkspaceCtx,
  userId: number,
  { before, limit }: Page,
): Promise<EditRow[]> {
  const rows = await tx.execute<EditRow & { at: string }>(sql`
    select id::float8 as id, at, ${microsOf(sql`at`)} as micros, kind, actor_label as "actorLabel", before, after,
           role_before as "roleBefore", role_after as "roleAfter"
      from user_edits
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and user_id = ${userId}
       ${before ? olderThan(before, sql`at`, "member", sql`id`) : sql``}
     order by at desc, id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Changes that runs made to a user, newest first. */
export async function selectRunChanges(
  tx: Tx,
  ctx: WorkspaceCtx,
  userId: number,
  { before, limit }: Page,
): Promise<RunChangeRow[]> {
  // What waited became real with the second part of its run.
  const at = sql`case when c.status = 'waiting' then coalesce(r.finished_at, r.applied_at) else r.applied_at end`;
  const rows = await tx.execute<
    Omit<RunChangeRow, "undoes"> & { undoes: { id: string; at: string } | null }
  >(sql`
    with ${birth(ctx, userId)}
    select c.id::float8 as id, ${at} as at, ${microsOf(at)} as micros, c.kind, c."row", c.line, c.csv_id as "csvId",
           c.old_csv_id as "oldCsvId", c.unlinks, c.before, r.id as "runId", r.created_at as "runAt",
           r.state as "runState", r.trigger, r.requested_by_label as "requestedBy",
           case when r.decision <> 'discard' and (c.status = 'waiting' or r.decided_at <= r.applied_at)
                then r.decided_by end as "approvedBy",
           case when o.id is not null then jsonb_build_object('id', o.id, 'at', o.created_at) end as undoes,
           s.name as "syncName", r.source->>'path' as "fileName",
           case when c.kind <> 'remove' then jsonb_build_object('email', c.email, 'firstName', c.first_name,
             'lastName', c.last_name, 'mobile', c.mobile, 'fields', coalesce(c.fields, '{}')) end as after
      from (select id from mine union all select id from born) as wanted
      join changes c on c.org_id = ${ctx.orgId} and c.id = wanted.id
      join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
      join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
      left join runs o on o.org_id = r.org_id and o.workspace_id = r.workspace_id and o.id = r.undoes
     where c.status = any(r.applied_statuses) ${before ? olderThan(before, at, "run", sql`c.id`) : sql``}
     order by ${at} desc, c.id desc limit ${limit}`);
  return rows.map(({ undoes, ...row }) => ({
    ...row,
    at: new Date(row.at),
    runAt: new Date(row.runAt),
    undoes: undoes && { id: undoes.id, createdAt: new Date(undoes.at) },
  }));
}

/** The line that created a user, with its run; undefined for one added manually, or whose run's details are gone. */
export async function selectFirstSeen(
  tx: Tx,
  ctx: WorkspaceCtx,
  userId: number,
): Promise<FirstSeen | undefined> {
  const [row] = await tx.execute<FirstSeen & { runAt: string }>(sql`
    with ${birth(ctx, userId)}
    select r.id as "runId", r.created_at as "runAt", r.source->>'path' as "fileName", c."row", c.line,
           s.name as "syncName"
      from (select id from mine union all select id from born) as wanted
      join changes c on c.org_id = ${ctx.orgId} and c.id = wanted.id
      join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
      join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
     where c.kind = 'create' and c.status = any(r.applied_statuses) order by r.applied_at limit 1`);
  return row && { ...row, runAt: new Date(row.runAt) };
}

/**
 * `mine`: lines that name the user. `born`: the line that created them, which names nobody, since the user was not there
 * when it was planned. It has one of the IDs that the user went by, and became real at the moment the user began: that
 * tells it from the line of the user who had the same ID before.
 */
function birth(ctx: WorkspaceCtx, userId: number): SQL {
  const own = (table: string) =>
    sql`${sql.raw(table)}.org_id = ${ctx.orgId} and ${sql.raw(table)}.workspace_id = ${ctx.workspaceId}`;
  return sql`
    me as (select u.external_id, u.created_at from users u where ${own("u")} and u.id = ${userId}),
    mine as (select c.id, c.csv_id, c.old_csv_id from changes c
              where ${own("c")} and c.user_id = ${userId}),
    names as (select * from (
                select substr(external_id, strpos(external_id, '#') + 1) as csv_id from me
                union select csv_id from mine union select old_csv_id from mine) n where csv_id is not null),
    first_run as (select r.id from runs r, me
                   where ${own("r")} and me.created_at in (r.applied_at, r.finished_at)),
    born as (
      select c.id from names n
        join changes c on ${own("c")} and c.kind = 'create' and c.user_id is null and c.csv_id = n.csv_id
        join first_run r on r.id = c.run_id limit 1)`;
}

function microsOf(at: SQL): SQL {
  return sql`(extract(epoch from ${at}) * 1000000)::bigint::text`;
}

/** Below a place: older, or as old and further down. Manual edits are below changes of runs. */
function olderThan({ micros, by, id }: HistoryPlace, at: SQL, mine: HistoryPlace["by"], itsId: SQL): SQL {
  const rank = (who: HistoryPlace["by"]) => sql.raw(who === "run" ? "1" : "0");
  return sql`and ((extract(epoch from ${at}) * 1000000)::bigint, ${rank(mine)}, ${itsId})
    < (${micros}::bigint, ${rank(by)}, ${id}::bigint)`;
}
