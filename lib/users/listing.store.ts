import { type SQL, sql } from "drizzle-orm";
import type { UserRole, UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { FieldValue } from "@/lib/model/field";
import type { Lookup } from "@/lib/user-columns/read-users";
import { candidates } from "@/lib/user-columns/walk";
import { type ListingFilter, type UserCursor, type UserSort, wayOf } from "@/lib/users/query";
import { matchesOf, selectSyncIds } from "@/lib/users/searching.store";
import { beyond, orderOf, orderSpecOf, type SortKey, sortKeyOf } from "@/lib/users/sorting.store";

export type ListedUser = {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  lastNameKey: string;
  firstNameKey: string;
  /** What the list is in the order of before names, as text; null for nothing. */
  sortKey: string | null;
  role: UserRole;
  state: UserState;
  syncId: string | null;
  syncName: string | null;
  externalId: string | null;
  mobile: string;
  fields: Record<string, FieldValue>;
  removedAt: Date | null;
  createdAt: Date;
};

type Page = { sort: UserSort; cursor: UserCursor | null; limit: number };

/** One page of users and up to `limit` of them, in the order of the list even when read backwards. */
export async function selectUserPage(
  tx: Tx,
  ctx: WorkspaceCtx,
  filter: ListingFilter,
  { sort, cursor, limit }: Page,
  lookup: Lookup = async () => null,
): Promise<ListedUser[]> {
  const backwards = cursor?.side === "before";
  const key = await sortKeyOf(tx, ctx, sort, filter.state);
  const order = orderOf(sort, key, backwards);
  const place = cursor ? beyond(sort, key, cursor) : sql`true`;
  const some = await someOfPage(tx, ctx, { filter, key, place }, { sort, cursor, limit }, lookup);
  if (some)
    return selectRows(tx, ctx, {
      page: sql`select * from (${keysOf(ctx, key, some)}) as hit where ${place} order by ${order} limit ${limit}`,
      order: orderOf(sort, key, false),
      sortKey: key ? sql`sort_key::text` : sql`null::text`,
    });
  const found = (await ways(tx, ctx, filter)).map(
    (way) => sql`select id, last_name_key, first_name_key ${key ? sql`, ${key.key} as sort_key` : sql``}
      from listed_users u where ${way}`,
  );
  const isFiltered = filter.where !== null && filter.terms.length === 0;
  const hits = key
    ? sql`select * from (${sql.join(found, sql` union `)}) as hit where ${place} order by ${order} limit ${limit}`
    : isFiltered
      ? sql.join(found.map((some) => eitherWay(sql`${some} and ${place}`, order, limit)))
      : // One branch per way to match, each limited to a page: an OR over them makes the planner read the whole list.
        sql.join(
          found.map((some) => sql`(${some} and ${place} order by ${order} limit ${limit})`),
          sql` union `,
        );
  return selectRows(tx, ctx, {
    page: sql`select * from (${hits}) as hit order by ${order} limit ${limit}`,
    order: orderOf(sort, key, false),
    sortKey: key ? sql`sort_key::text` : sql`null::text`,
  });
}

/** Active users by their ids, with what they are in the order of. */
function keysOf(ctx: WorkspaceCtx, key: SortKey | null, ids: readonly number[]): SQL {
  return sql`select u.id, u.last_name_key, u.first_name_key ${key ? sql`, ${key.key} as sort_key` : sql``}
    from listed_users u where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'active'
     and u.id = any(${`{${ids.join(",")}}`}::bigint[])`;
}

type Sorted = { filter: ListingFilter; key: SortKey | null; place: SQL };

/** Ids among which those of the page are, out of memory; null where all users are to be looked at. */
async function someOfPage(
  tx: Tx,
  ctx: WorkspaceCtx,
  { filter, key, place }: Sorted,
  { sort, cursor, limit }: Page,
  lookup: Lookup,
): Promise<number[] | null> {
  const hasIndex = filter.where === null && filter.source === null && (key === null || key.isUnique);
  if (filter.node === null || hasIndex) return null;
  const found = await lookup({ node: filter.node, order: orderSpecOf(sort, key) });
  if (!found) return null;
  const isBeyond = async (ids: readonly number[]) => {
    const rows = await tx.execute<{ id: number }>(
      sql`select id::float8 as id from (${keysOf(ctx, key, ids)}) as hit where ${place}`,
    );
    return new Set(rows.map(({ id }) => id));
  };
  const way = { descending: wayOf(sort).descending, backwards: cursor?.side === "before", limit };
  return candidates(found, cursor && { id: cursor.id, beyond: isBeyond }, way);
}

/** Users by their ids, in that order. */
export async function selectUsersByIds(
  tx: Tx,
  ctx: WorkspaceCtx,
  ids: readonly number[],
): Promise<ListedUser[]> {
  return selectRows(tx, ctx, {
    page: sql`select id, place from unnest(${`{${ids.join(",")}}`}::bigint[]) with ordinality as asked(id, place)`,
    order: sql`place`,
    sortKey: sql`null::text`,
  });
}

/** Ids of all users who match, in the order of the list. */
export async function selectSortedIds(
  tx: Tx,
  ctx: WorkspaceCtx,
  filter: ListingFilter,
  sort: UserSort,
): Promise<number[]> {
  const key = await sortKeyOf(tx, ctx, sort, filter.state);
  const found = (await ways(tx, ctx, filter)).map(
    (way) => sql`select id, last_name_key, first_name_key ${key ? sql`, ${key.key} as sort_key` : sql``}
      from listed_users u where ${way}`,
  );
  const [row] = await tx.execute<{ ids: number[] | null }>(sql`
    select array_agg(id::float8 order by ${orderOf(sort, key, false)}) as ids
      from (${sql.join(found, sql` union `)}) as hit`);
  return row?.ids ?? [];
}

type Rows = { page: SQL; order: SQL; sortKey: SQL };

async function selectRows(tx: Tx, ctx: WorkspaceCtx, { page, order, sortKey }: Rows): Promise<ListedUser[]> {
  type Raw = Omit<ListedUser, "removedAt" | "createdAt"> & { removedAt: string | null; createdAt: string };
  const rows = await tx.execute<Raw>(sql`
    with page as (${page}),
         sorted as (select id, ${sortKey} as sort_text, row_number() over (order by ${order}) as place from page)
    select u.id::float8 as "id", u.email, u.first_name as "firstName", u.last_name as "lastName",
           u.last_name_key as "lastNameKey", u.first_name_key as "firstNameKey", page.sort_text as "sortKey",
           u.role, u.state, u.sync_id as "syncId", s.name as "syncName", u.external_id as "externalId",
           u.mobile, u.fields, u.removed_at as "removedAt", u.created_at as "createdAt"
      from sorted as page
      join users u on u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = page.id
      left join syncs s on s.org_id = u.org_id and s.workspace_id = u.workspace_id and s.id = u.sync_id
     order by page.place`);
  return rows.map((row) => ({
    ...row,
    removedAt: row.removedAt === null ? null : new Date(row.removedAt),
    createdAt: new Date(row.createdAt),
  }));
}

/** A filter with fewer hits is sorted; with more, the page is found among all users by name, who are sorted already. */
const SORTED_MAX = 2_000;

/** Nobody can say beforehand how many a filter finds, the planner least of all: so both ways, and one is not taken. */
function eitherWay(found: SQL, order: SQL, limit: number): SQL {
  return sql`
    with few as materialized (${found} limit ${SORTED_MAX + 1}),
         size as materialized (select count(*) > ${SORTED_MAX} as big from few)
    (select * from few where not (select big from size) order by ${order} limit ${limit})
    union all
    (${found} and (select big from size) order by ${order} limit ${limit})`;
}

/** A query for the ids of all users who match, each once. */
export async function matchingIdsSql(tx: Tx, ctx: WorkspaceCtx, filter: ListingFilter): Promise<SQL> {
  const branches = (await ways(tx, ctx, filter)).map(
    (way) => sql`(select id from listed_users u where ${way})`,
  );
  return sql.join(branches, sql` union `);
}

/** How many of those who match belong to which sync; null for users added manually. */
export async function countBySync(
  tx: Tx,
  ctx: WorkspaceCtx,
  filter: ListingFilter,
): Promise<{ syncId: string | null; users: number }[]> {
  const rows = await tx.execute<{ syncId: string | null; users: number }>(sql`
    select u.sync_id as "syncId", count(*)::float8 as users from listed_users u
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId}
       and u.id in (${await matchingIdsSql(tx, ctx, filter)}) group by u.sync_id`);
  return [...rows];
}

/** How many users match, counted no further than `max`. */
export async function countMatching(
  tx: Tx,
  ctx: WorkspaceCtx,
  filter: ListingFilter,
  max: number | null,
  lookup: Lookup = async () => null,
): Promise<number> {
  const found = filter.node && (await lookup({ node: filter.node }));
  if (found) return found.count;
  const branches = (await ways(tx, ctx, filter)).map(
    (way) => sql`(select id from listed_users u where ${way} ${max === null ? sql`` : sql`limit ${max}`})`,
  );
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::float8 as n from (${sql.join(branches, sql` union `)}) as hit`,
  );
  return row?.n ?? 0;
}

/** The conditions of each way to match; a user may answer to several. */
async function ways(tx: Tx, ctx: WorkspaceCtx, filter: ListingFilter): Promise<SQL[]> {
  const { state, source, terms, where } = filter;
  const from =
    source === null ? sql`` : source === "manual" ? sql` and sync_id is null` : sql` and sync_id = ${source}`;
  const also = where === null ? sql`` : sql` and ${where}`;
  // Written out, because the index on fields is of active users only, which a parameter does not promise.
  const is = sql.raw(state === "active" ? "'active'" : "'removed'");
  const base = sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and state = ${is}${from}${also}`;
  if (terms.length === 0) return [base];
  const syncIds = await selectSyncIds(tx, ctx);
  return terms.flatMap((term) =>
    matchesOf(ctx, term, { state, syncIds }).map((match) => sql`${base} and ${match}`),
  );
}
