import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { ListedMember } from "@/lib/lists/views";
import type { UserValues } from "@/lib/model/user";
import { type ListRule, membersSql } from "@/lib/rules/membership.store";
import type { RuleContext } from "@/lib/rules/rule-sql.store";
import { listNode } from "@/lib/user-columns/conditions";
import { NAMES_ORDER } from "@/lib/user-columns/orders.store";
import { type Found, firstFound, type Lookup } from "@/lib/user-columns/read-users";
import { candidates } from "@/lib/user-columns/walk";
import type { UserCursor } from "@/lib/users/query";
import type { SearchTerm } from "@/lib/users/search-terms";
import { matchesOf, selectSyncIds } from "@/lib/users/searching.store";

export type MemberRow = ListedMember & { lastNameKey: string; firstNameKey: string };

const columns = sql`u.id::float8 as id, u.email, u.first_name as "firstName", u.last_name as "lastName", u.role,
  u.last_name_key as "lastNameKey", u.first_name_key as "firstNameKey"`;
const ORDER = ["last_name_key", "first_name_key", "id"];

/** Ends the transaction's statements that take longer; the transaction is lost with them (`isTimeout`). */
export async function limitTime(tx: Tx, maxMs: number): Promise<void> {
  await tx.execute(sql`select set_config('statement_timeout', ${String(maxMs)}, true)`);
}

type Asked = { list: ListRule; context: RuleContext; terms: readonly SearchTerm[]; lookup: Lookup };

/** Members out of memory; null where the database has to answer. */
async function lookUp(
  { list, context, terms, lookup }: Asked,
  order?: typeof NAMES_ORDER,
): Promise<Found | null> {
  const node = terms.length === 0 ? listNode(list, context) : null;
  return node && lookup(order ? { node, order } : { node });
}

/** A list with fewer users is sorted; one with more is found among all users by name, who are sorted already. */
const SORTED_MAX = 2_000;

/** Up to `limit` members by name, in that order even when read backwards. */
export async function selectMemberPage(
  tx: Tx,
  ctx: WorkspaceCtx,
  asked: Asked,
  { cursor, limit }: { cursor: UserCursor | null; limit: number },
): Promise<MemberRow[]> {
  const { list, context, terms } = asked;
  const backwards = cursor?.side === "before";
  const compare = sql.raw(backwards ? "<" : ">");
  const place = cursor
    ? sql`and (u.last_name_key, u.first_name_key, u.id)
        ${compare} (${cursor.lastNameKey}::text, ${cursor.firstNameKey}::text, ${cursor.id}::bigint)`
    : sql``;
  const found = await lookUp(asked, NAMES_ORDER);
  if (found) {
    const of = (ids: readonly number[]) => sql`from listed_users u where u.org_id = ${ctx.orgId}
      and u.workspace_id = ${ctx.workspaceId} and u.id = any(${`{${ids.join(",")}}`}::bigint[]) ${place}`;
    const beyond = async (ids: readonly number[]) => {
      const rows = await tx.execute<{ id: number }>(sql`select u.id::float8 as id ${of(ids)}`);
      return new Set(rows.map(({ id }) => id));
    };
    const way = { descending: false, backwards, limit };
    const some = await candidates(found, cursor && { id: cursor.id, beyond }, way);
    const rows = await tx.execute<MemberRow>(
      sql`select ${columns} ${of(some)} order by ${order(backwards)} limit ${limit}`,
    );
    return backwards ? [...rows].reverse() : [...rows];
  }
  const keys = sql`u.id, u.last_name_key, u.first_name_key`;
  const members = sql`from listed_users u where ${membersSql(ctx, list, context)} ${await searched(tx, ctx, terms)} ${place}`;
  // Nobody can say beforehand how many a rule holds for, the planner least of all: so both ways, and one is not taken.
  const rows = await tx.execute<MemberRow>(sql`
    with few as materialized (select ${keys} ${members} limit ${SORTED_MAX + 1}),
         size as materialized (select count(*) > ${SORTED_MAX} as big from few),
         page as (
           (select ${keys} from few u where not (select big from size) order by ${order(backwards)} limit ${limit})
           union all
           (select ${keys} ${members} and (select big from size) order by ${order(backwards)} limit ${limit}))
    select ${columns} from page p join listed_users u on u.org_id = ${ctx.orgId} and u.id = p.id
     order by ${order(backwards)}`);
  return backwards ? [...rows].reverse() : [...rows];
}

/** How many are in a list; all of them. */
export async function countMembers(tx: Tx, ctx: WorkspaceCtx, asked: Asked): Promise<number> {
  const { list, context, terms } = asked;
  const found = await lookUp(asked);
  if (found) return found.count;
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::float8 as n from listed_users u
     where ${membersSql(ctx, list, context)} ${await searched(tx, ctx, terms)}`);
  return row?.n ?? 0;
}

/** Some members, whichever are found first. */
export async function selectSample(
  tx: Tx,
  ctx: WorkspaceCtx,
  asked: Asked,
  limit: number,
): Promise<ListedMember[]> {
  const found = await lookUp(asked);
  const among = found
    ? sql`u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId}
        and u.id = any(${`{${firstFound(found, limit).join(",")}}`}::bigint[])`
    : membersSql(ctx, asked.list, asked.context);
  const rows = await tx.execute<MemberRow>(sql`
    select ${columns} from listed_users u where ${among} limit ${limit}`);
  return rows.map(({ id, email, firstName, lastName, role }) => ({ id, email, firstName, lastName, role }));
}

/** Puts active users of the workspace into a static list; gives those who were not in it. */
export async function insertMembers(
  tx: Tx,
  ctx: WorkspaceCtx,
  listId: number,
  userIds: readonly number[],
): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    insert into user_list_members (org_id, workspace_id, list_id, user_id, added_by, created_at)
    select u.org_id, u.workspace_id, ${listId}, u.id, ${ctx.actor.label}, ${ctx.clock().toISOString()}::timestamptz
      from users u where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'active'
       and u.id = any(${sql.param([...userIds])}::bigint[])
    on conflict do nothing returning user_id::float8 as id`);
  return rows.map(({ id }) => id);
}

/** Takes users off a static list; gives those who were on it. */
export async function deleteMembers(
  tx: Tx,
  ctx: WorkspaceCtx,
  listId: number,
  userIds: readonly number[],
): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    delete from user_list_members where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and list_id = ${listId} and user_id = any(${sql.param([...userIds])}::bigint[])
    returning user_id::float8 as id`);
  return rows.map(({ id }) => id);
}

/** When and by whom a user was picked for a list. `at` is exact, as the database writes it. */
export type Membership = { userId: number; by: string; at: string };

/** Takes users off a static list; gives what they had there. */
export async function takeMemberships(
  tx: Tx,
  ctx: WorkspaceCtx,
  listId: number,
  userIds: readonly number[],
): Promise<Membership[]> {
  const rows = await tx.execute<Membership>(sql`
    delete from user_list_members where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and list_id = ${listId} and user_id = any(${sql.param([...userIds])}::bigint[])
    returning user_id::float8 as "userId", added_by as by, created_at::text as at`);
  return [...rows];
}

/** Gives users back what they had in a static list; gives those who were not picked again since. */
export async function giveMemberships(
  tx: Tx,
  ctx: WorkspaceCtx,
  listId: number,
  had: readonly Membership[],
): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    insert into user_list_members (org_id, workspace_id, list_id, user_id, added_by, created_at)
    select ${ctx.orgId}, ${ctx.workspaceId}, ${listId}, (r ->> 'userId')::bigint, r ->> 'by', (r ->> 'at')::timestamptz
      from jsonb_array_elements(${JSON.stringify(had)}::jsonb) as r
    on conflict do nothing returning user_id::float8 as id`);
  return rows.map(({ id }) => id);
}

/** Takes users off a static list as far as they are in it since that moment; gives those who were. */
export async function takeMembersSince(
  tx: Tx,
  ctx: WorkspaceCtx,
  listId: number,
  joined: readonly { userId: number; at: string }[],
): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    delete from user_list_members m
     using jsonb_array_elements(${JSON.stringify(joined)}::jsonb) as r
     where m.org_id = ${ctx.orgId} and m.workspace_id = ${ctx.workspaceId} and m.list_id = ${listId}
       and m.user_id = (r ->> 'userId')::bigint and m.created_at = (r ->> 'at')::timestamptz
    returning m.user_id::float8 as id`);
  return rows.map(({ id }) => id);
}

function order(backwards: boolean): SQL {
  return sql.raw(ORDER.map((column) => `u.${column} ${backwards ? "desc" : "asc"}`).join(", "));
}

/** Any way to match will do; nothing for no search. */
async function searched(tx: Tx, ctx: WorkspaceCtx, terms: readonly SearchTerm[]): Promise<SQL> {
  if (terms.length === 0) return sql``;
  const syncIds = await selectSyncIds(tx, ctx);
  const found = terms.flatMap((term) => matchesOf(ctx, term, { state: "active", syncIds }));
  return sql`and (${sql.join(
    found.map((match) => sql`(${match})`),
    sql` or `,
  )})`;
}

export type ExportedMember = UserValues & {
  id: number;
  externalId: string | null;
  lastNameKey: string;
  firstNameKey: string;
};

/** Up to `limit` members with all their values, by name, behind one of them. */
export async function selectExportPage(
  tx: Tx,
  ctx: WorkspaceCtx,
  { list, context }: { list: ListRule; context: RuleContext },
  { after, limit }: { after: ExportedMember | null; limit: number },
): Promise<readonly ExportedMember[]> {
  const place = after
    ? sql`and (u.last_name_key, u.first_name_key, u.id)
        > (${after.lastNameKey}::text, ${after.firstNameKey}::text, ${after.id}::bigint)`
    : sql``;
  return tx.execute<ExportedMember>(sql`
    select u.id::float8 as id, u.external_id as "externalId", u.email, u.first_name as "firstName",
           u.last_name as "lastName", u.mobile, u.fields, u.last_name_key as "lastNameKey",
           u.first_name_key as "firstNameKey"
      from listed_users u where ${membersSql(ctx, list, context)} ${place}
     order by u.last_name_key, u.first_name_key, u.id limit ${limit}`);
}
