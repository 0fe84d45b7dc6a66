import { type SQL, sql } from "drizzle-orm";
import type { UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { unreachable } from "@/lib/errors";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { selectFields } from "@/lib/fields/store";
import { MANAGES_FIELD, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import { selectTeamNames } from "@/lib/teams/store";
import { NAMES_ORDER, type OrderSpec } from "@/lib/user-columns/orders.store";
import { type UserCursor, type UserSort, wayOf } from "@/lib/users/query";

/**
 * What a list of users is in the order of, beside names: `key` of users under the alias `u`, null where there is nothing,
 * which comes last either way. Null for the order by name.
 */
export type SortKey = {
  /** Two keys of one name are the same. */
  name: string;
  key: SQL;
  type: "text" | "numeric" | "bigint";
  /** Each user has one of their own: names don't decide, and an index that is in this order can be walked. */
  isUnique?: true;
};

const CALLED = new Intl.Collator("en", { numeric: true });

/** The key of an order; by name for a column that is not there (any more). */
export async function sortKeyOf(
  tx: Tx,
  ctx: WorkspaceCtx,
  sort: UserSort,
  state: UserState,
): Promise<SortKey | null> {
  const { by } = wayOf(sort);
  if (by === "name") return null;
  if (by === "teams" || by === "manages") {
    const rank = ranks(await selectTeamNames(tx, ctx));
    return { name: `${by} ${rank}`, key: firstTeam(ctx, by, sql`${rank}::jsonb`), type: "numeric" };
  }
  if (by === "source") {
    const rank = ranks(await selectSyncNames(tx, ctx));
    return { name: `${by} ${rank}`, key: sql`(${rank}::jsonb ->> u.sync_id)::numeric`, type: "numeric" };
  }
  // The key of a removed user is null, to leave the address to others.
  if (by === "email" && state === "removed")
    return { name: "removed email", key: sql`lower(u.email) collate "C"`, type: "text" };
  const column = COLUMNS.get(by);
  if (column) return { ...column, name: by };
  const field = (await selectFields(tx, ctx)).find(({ id }) => by === `field-${id}`);
  return field ? fieldKey(field) : null;
}

/** Digits by their number, so that 9 comes before 10. */
const CSV_ID = sql.raw(`(select case when c.id ~ '^[0-9]{1,30}$' then lpad(c.id, 30, '0') else c.id end
  from (select substr(u.external_id, strpos(u.external_id, '#') + 1) as id) as c) collate "C"`);

const COLUMNS: ReadonlyMap<string, Omit<SortKey, "name">> = new Map([
  ["added", { key: sql`u.id`, type: "bigint", isUnique: true }],
  ["removed", { key: sql`extract(epoch from u.removed_at)`, type: "numeric" }],
  ["email", { key: sql`u.email_key`, type: "text", isUnique: true }],
  ["mobile", { key: sql`nullif(u.mobile, '') collate "C"`, type: "text" }],
  ["role", { key: sql`u.role collate "C"`, type: "text" }],
  ["csvId", { key: CSV_ID, type: "text" }],
] as const satisfies [string, Omit<SortKey, "name">][]);

function fieldKey(field: ProfileField): SortKey {
  const { stored, filter } = FIELD_KINDS[field.type];
  const text = sql`u.fields ->> ${String(field.id)}::text`;
  const rank = ranks(labelled(field));
  const name = `field-${field.id} ${field.type} ${rank}`;
  switch (stored) {
    case "text":
      // What another type has left there is no number.
      return filter.by === "range" && filter.input === "decimal"
        ? {
            name,
            key: sql`case when ${text} ~ '^-?[0-9]+([.][0-9]+)?$' then (${text})::numeric end`,
            type: "numeric",
          }
        : { name, key: sql`nullif(lower(${text}), '') collate "C"`, type: "text" };
    case "option":
      return { name, key: sql`(${rank}::jsonb ->> (${text}))::numeric`, type: "numeric" };
    case "options":
      return {
        name,
        key: sql`(select min((${rank}::jsonb ->> o.id)::numeric) from ${elements(String(field.id))} as o(id))`,
        type: "numeric",
      };
    default:
      return unreachable(stored);
  }
}

/** The first team by name, of those that files and members gave. */
function firstTeam(ctx: WorkspaceCtx, by: "teams" | "manages", rank: SQL): SQL {
  const [field, role] = by === "teams" ? [TEAMS_FIELD, "member"] : [MANAGES_FIELD, "manager"];
  return sql`(select min((${rank} ->> t.id)::numeric) from (
    select o.id from ${elements(String(field))} as o(id)
    union all
    select m.team_id::text from team_members m where m.org_id = ${ctx.orgId}
       and m.workspace_id = ${ctx.workspaceId} and m.user_id = u.id and m.role = ${role}) as t)`;
}

function elements(key: string): SQL {
  return sql`jsonb_array_elements_text(
    case jsonb_typeof(u.fields -> ${key}::text) when 'array' then u.fields -> ${key}::text else '[]'::jsonb end)`;
}

type Named = { id: number | string; name: string };

const labelled = ({ options }: ProfileField): Named[] =>
  options.map(({ id, label }) => ({ id, name: label }));

/** Ids -> their place in the alphabet, as a JSON document to look them up in. */
function ranks(named: readonly Named[]): string {
  const sorted = [...named].sort((a, b) => CALLED.compare(a.name, b.name));
  return JSON.stringify(Object.fromEntries(sorted.map(({ id }, at) => [id, at])));
}

async function selectSyncNames(tx: Tx, ctx: WorkspaceCtx): Promise<Named[]> {
  const rows = await tx.execute<{ id: string; name: string }>(
    sql`select id, name from syncs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}`,
  );
  return [...rows];
}

/** The order of a page's rows, which have the key as `sort_key`, if there is one; turned round to read backwards. */
export function orderOf(sort: UserSort, key: SortKey | null, backwards: boolean): SQL {
  const direction = wayOf(sort).descending === backwards ? "asc" : "desc";
  if (key?.isUnique) return sql.raw(`sort_key ${direction}`);
  const names = ["last_name_key", "first_name_key", "id"].map((column) => `${column} ${direction}`);
  const first = key ? [`sort_key ${direction} nulls ${backwards ? "first" : "last"}`] : [];
  return sql.raw([...first, ...names].join(", "));
}

/** The order of all active users by a key, as it is kept in memory: ascending. */
export function orderSpecOf(sort: UserSort, key: SortKey | null): OrderSpec {
  const order = orderOf(wayOf(sort).by, key, false);
  return { name: key?.name ?? NAMES_ORDER.name, key: key?.key ?? null, order };
}

/** What lies beyond a place in that order. */
export function beyond(sort: UserSort, key: SortKey | null, cursor: UserCursor): SQL {
  const { side, lastNameKey, firstNameKey, id, sortKey } = cursor;
  const isAfter = side === "after";
  const compare = sql.raw(isAfter === wayOf(sort).descending ? "<" : ">");
  const names = sql`last_name_key, first_name_key, id`;
  const place = sql`${lastNameKey}::text, ${firstNameKey}::text, ${id}::bigint`;
  if (!key) return sql`(${names}) ${compare} (${place})`;
  if (key.isUnique) return sql`sort_key ${compare} ${cast(key, sortKey)}`;
  if (sortKey === null) {
    const among = sql`sort_key is null and (${names}) ${compare} (${place})`;
    return isAfter ? sql`(${among})` : sql`(sort_key is not null or (${among}))`;
  }
  const among = sql`(sort_key, ${names}) ${compare} (${cast(key, sortKey)}, ${place})`;
  return isAfter ? sql`(sort_key is null or ${among})` : sql`(sort_key is not null and ${among})`;
}

function cast({ type }: SortKey, value: string | null): SQL {
  return type === "text" ? sql`${value}::text collate "C"` : sql`${value}::text::${sql.raw(type)}`;
}
