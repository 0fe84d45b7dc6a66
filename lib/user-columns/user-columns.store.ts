import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { foldSql } from "@/lib/rules/operators.store";
import type { HandRole } from "@/lib/rules/vocabulary";
import type { ChangedUser, UserColumns } from "@/lib/user-columns/columns";
import type { ColumnName } from "@/lib/user-columns/conditions";

/** Where a transaction is in the history of a database; see `isStill`. */
export type Moment = Pick<UserColumns, "asOf" | "instance" | "asOfSeconds">;

/** A server that was started again, another database or a table that was made anew begins a history of its own. */
const MOMENT = sql`pg_current_snapshot()::text as "asOf", extract(epoch from now())::float8 as "asOfSeconds",
  concat_ws(' ', pg_postmaster_start_time(), 'users'::regclass::oid, 'user_change_log'::regclass::oid,
            (select oid from pg_database where datname = current_database())) as instance`;

export async function selectMoment(tx: Tx): Promise<Moment> {
  const [row] = await tx.execute<Moment>(sql`select ${MOMENT}`);
  if (!row) throw new Error("The database gave no row.");
  return { ...row };
}

/**
 * What a transaction sees that the snapshot `asOf` did not: ids of users that may have changed, and whether it is more
 * than those. `isUsable`: it sees one snapshot, has written nothing of its own, and its workspace exists for it. `isBehind`:
 * it does not see all that the snapshot `changedAsOf` did.
 */
export type Since = Moment & { isUsable: boolean; isBehind: boolean; allChanged: boolean; ids: number[] };

export async function selectSince(
  tx: Tx,
  ctx: WorkspaceCtx,
  { asOf, changedAsOf }: Pick<UserColumns, "asOf" | "changedAsOf">,
): Promise<Since> {
  const [row] = await tx.execute<Since>(sql`
    select ${MOMENT},
           current_setting('transaction_isolation') = 'repeatable read' and pg_current_xact_id_if_assigned() is null
             and exists (select from workspaces w where w.org_id = ${ctx.orgId} and w.id = ${ctx.workspaceId}) as "isUsable",
           pg_snapshot_xmax(${changedAsOf}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())
             or exists (select from pg_snapshot_xip(pg_current_snapshot()) as running(id)
                         where pg_visible_in_snapshot(running.id, ${changedAsOf}::pg_snapshot)) as "isBehind",
           coalesce(bool_or(l.user_ids is null), false) as "allChanged",
           coalesce(array_agg(distinct t.id) filter (where t.id is not null), '{}')::float8[] as ids
      from (select user_ids from user_change_log
             where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
               and transaction_id >= pg_snapshot_xmin(${asOf}::pg_snapshot)
               and not pg_visible_in_snapshot(transaction_id, ${asOf}::pg_snapshot)) as l
      left join lateral unnest(l.user_ids) as t(id) on true`);
  if (!row) throw new Error("The database gave no row.");
  return { ...row };
}

/** Users by their ids, with a value for each column. */
export async function selectChangedUsers(
  tx: Tx,
  ctx: WorkspaceCtx,
  ids: readonly number[],
  names: readonly ColumnName[],
): Promise<ChangedUser[]> {
  const given = handsSql(ctx, names, sql`m.user_id = any(${`{${ids.join(",")}}`}::bigint[])`);
  const rows = await tx.execute<{ id: number; values: (string | null)[] }>(sql`
    select u.id::float8 as id, array[${list(names.map(lineSql))}]::text[] as values
      from listed_users u ${given}
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'active'
       and u.id = any(${`{${ids.join(",")}}`}::bigint[])`);
  const found = new Map(rows.map((row) => [row.id, row.values]));
  return ids.map((id) => ({ id, values: found.get(id) ?? null }));
}

/** Users behind one of them, by their ids: these, and for each column the values in that order, a line each. */
export type ColumnPage = { ids: string; lines: string[] };

export async function selectColumnPage(
  tx: Tx,
  ctx: WorkspaceCtx,
  names: readonly ColumnName[],
  { after, limit }: { after: number; limit: number },
): Promise<ColumnPage | null> {
  const given = handsSql(
    ctx,
    names,
    sql`m.user_id >= (select min(id) from page) and m.user_id <= (select max(id) from page)`,
  );
  const columns = names.map((name, at) => sql`${columnSql(name)} as ${sql.raw(`c${at}`)}`);
  const lines = names.map((_, at) => sql`string_agg(coalesce(${sql.raw(`c${at}`)}, ''), E'\n')`);
  const [row] = await tx.execute<{ ids: string | null; lines: string[] }>(sql`
    with page as materialized (
      select id, sync_id, role, email, first_name, last_name, mobile, fields from listed_users
       where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and state = 'active' and id > ${after}
       order by id limit ${limit}
    ), valued as materialized (select ${list([sql`u.id`, ...columns])} from page u ${given} order by u.id)
    select string_agg(id::text, ',') as ids, array[${list(lines)}]::text[] as lines from valued`);
  return row?.ids ? { ids: row.ids, lines: row.lines } : null;
}

/** Active users in an order, a text of ids for each few thousand of them. */
export async function selectOrder(
  tx: Tx,
  ctx: WorkspaceCtx,
  { key, order, packed }: { key: SQL | null; order: SQL; packed: number },
): Promise<{ ids: string[]; nothingFrom: number }> {
  const rows = await tx.execute<{ ids: string; keyed: number }>(sql`
    with sorted as materialized (
      select id, sort_key is not null as keyed, row_number() over (order by ${order}) - 1 as place
        from (select id, last_name_key, first_name_key, ${key ?? sql`0`} as sort_key from listed_users u
               where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and state = 'active') as u
    ), packs as (select place / ${packed}::int as pack, place, id, keyed from sorted)
    select string_agg(id::text, ',' order by place) as ids, (count(*) filter (where keyed))::float8 as keyed
      from packs group by pack order by pack`);
  return { ids: rows.map(({ ids }) => ids), nothingFrom: rows.reduce((sum, { keyed }) => sum + keyed, 0) };
}

/** Deletes what is older than anything that is kept in memory may be. By the clock of the database, as that is. */
export async function deleteChangeLog(tx: Tx, { orgId }: Pick<WorkspaceCtx, "orgId">): Promise<void> {
  await tx.execute(
    sql`delete from user_change_log where org_id = ${orgId} and at < now() - interval '2 days'`,
  );
}

/** Texts that values are compared with, as values are written: text -> that. */
export async function foldTexts(tx: Tx, texts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (texts.length === 0) return new Map();
  const rows = await tx.execute<{ text: string; folded: string }>(sql`
    select t.text, lower(normalize(t.text)) as folded from unnest(${sql.param([...new Set(texts)])}::text[]) as t(text)`);
  return new Map(rows.map(({ text, folded }) => [text, folded]));
}

/** Whether the workspace has so many active users. */
export async function hasUsers(tx: Tx, ctx: WorkspaceCtx, least: number): Promise<boolean> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::float8 as n from (select from listed_users where org_id = ${ctx.orgId}
       and workspace_id = ${ctx.workspaceId} and state = 'active' limit ${least}) as u`);
  return (row?.n ?? 0) >= least;
}

/** The same, an empty line for none: the driver reads a null in an array as the text NULL. */
function lineSql(name: ColumnName): SQL {
  return sql`coalesce(${columnSql(name)}, '')`;
}

/** The value of a user under the alias `u`, on one line; null for none. */
function columnSql(name: ColumnName): SQL {
  const [kind = "", of = ""] = name.split(":");
  // exempt(switch): the parts of a name are texts
  switch (kind) {
    case "field":
      return sql`nullif((u.fields -> ${of}::text)::text, 'null')`;
    case "text":
      return sql`to_jsonb(nullif(${foldSql(TEXTS.get(of) ?? sql`coalesce(u.fields ->> ${of}::text, '')`)}, ''))::text`;
    case "hand":
      return handOf(of) === "member" ? sql`member.ids` : sql`manager.ids`;
    case "source":
      return sql`u.sync_id`;
    default:
      return sql`u.role`;
  }
}

const TEXTS: ReadonlyMap<string, SQL> = new Map([
  ["email", sql`u.email`],
  ["firstName", sql`u.first_name`],
  ["lastName", sql`u.last_name`],
  ["mobile", sql`u.mobile`],
]);

function handOf(role: string): HandRole {
  return role === "member" ? "member" : "manager";
}

/** Joins of the teams that members gave some users, where a column asks for them. */
function handsSql(ctx: WorkspaceCtx, names: readonly ColumnName[], some: SQL): SQL {
  const roles = (["member", "manager"] as const).filter((role) => names.includes(`hand:${role}`));
  const joins = roles.map(
    (role) => sql`left join (
      select m.user_id, jsonb_agg(m.team_id order by m.team_id)::text as ids from team_members m
       where m.org_id = ${ctx.orgId} and m.workspace_id = ${ctx.workspaceId} and m.role = ${role} and ${some}
       group by m.user_id) as ${sql.raw(role)} on ${sql.raw(role)}.user_id = u.id`,
  );
  return sql.join(joins, sql` `);
}

function list(parts: readonly SQL[]): SQL {
  return sql.join([...parts], sql`, `);
}

/** A value as a column keeps it, out of the line that has it: texts are written as JSON, so that they fit on one. */
export function valueOfLine(name: ColumnName | undefined, line: string | null): string | null {
  if (line === null || line === "") return null;
  return name?.startsWith("text:") ? String(JSON.parse(line)) : line;
}
