import { type SQL, sql } from "drizzle-orm";
import type { UserRole, UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { FieldValue } from "@/lib/model/field";
import type { ListingFilter, UserCursor, UserSort } from "@/lib/users/query";
import { matchesOf, selectSyncIds } from "@/lib/users/searching.store";

export type ListedUser = {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  lastNameKey: string;
  firstNameKey: string;
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
): Promise<ListedUser[]> {
  const backwards = cursor?.side === "before";
  const order = orderBy(sort, backwards);
  const place = cursor ? sql` and ${beyond(sort, cursor)}` : sql``;
  const rest = sql`${place} order by ${order} limit ${limit}`;
  const found = (await ways(tx, ctx, filter)).map(
    (way) => sql`select id, last_name_key, first_name_key from listed_users u where ${way}`,
  );
  const isFiltered = filter.where !== null && filter.terms.length === 0;
  const hits = isFiltered
    ? sql.join(found.map((some) => eitherWay(sql`${some}${place}`, order, limit)))
    : // One branch per way to match, each limited to a page: an OR over them makes the planner read the whole list.
      sql.join(
        found.map((some) => sql`(${some}${rest})`),
        sql` union `,
      );
  type Raw = Omit<ListedUser, "removedAt" | "createdAt"> & { removedAt: string | null; createdAt: string };
  const rows = await tx.execute<Raw>(sql`
    with page as (
      select * from (${hits}) as hit order by ${order} limit ${limit}
    )
    select u.id::float8 as "id", u.email, u.first_name as "firstName", u.last_name as "lastName",
           u.last_name_key as "lastNameKey", u.first_name_key as "firstNameKey", u.role, u.state,
           u.sync_id as "syncId", s.name as "syncName", u.external_id as "externalId",
           u.mobile, u.fields, u.removed_at as "removedAt", u.created_at as "createdAt"
      from (select id, last_name_key, first_name_key from page) as page
      join users u on u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = page.id
      left join syncs s on s.org_id = u.org_id and s.workspace_id = u.workspace_id and s.id = u.sync_id
     order by ${orderBy(sort, false, "u.")}`);
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
): Promise<number> {
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

function orderBy(sort: UserSort, backwards: boolean, table = ""): SQL {
  const direction = (sort === "name") === backwards ? "desc" : "asc";
  const columns = sort === "name" ? ["last_name_key", "first_name_key", "id"] : ["id"];
  return sql.raw(columns.map((column) => `${table}${column} ${direction}`).join(", "));
}

function beyond(sort: UserSort, { side, lastNameKey, firstNameKey, id }: UserCursor): SQL {
  const upwards = (side === "after") === (sort === "name");
  const compare = sql.raw(upwards ? ">" : "<");
  if (sort === "newest") return sql`id ${compare} ${id}::bigint`;
  return sql`(last_name_key, first_name_key, id) ${compare} (${lastNameKey}::text, ${firstNameKey}::text, ${id}::bigint)`;
}
