import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { Addition, ProfileField } from "@/lib/model/field";
import { type Choices, choicesOf } from "@/lib/pipeline/choices";

/**
 * To be taken first, before any row: `exclusive` by whoever deletes fields, options or teams, `shared` by an apply, which
 * would otherwise write what is being deleted to users whom the deletion does not see yet.
 */
export async function lockChoices(tx: Tx, ctx: WorkspaceCtx, how: "shared" | "exclusive"): Promise<void> {
  const lock = sql.raw(how === "shared" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock");
  await tx.execute(sql`select ${lock}(hashtextextended(${`choices ${ctx.workspaceId}`}, 0))`);
}

type Row = { id: number; type: ProfileField["type"] | "team"; options: number[] };

/** The fields, options and teams that there are. */
export async function selectChoices(tx: Tx, ctx: WorkspaceCtx): Promise<Choices> {
  const mine = (table: "f" | "o" | "t") =>
    sql`${sql.raw(table)}.org_id = ${ctx.orgId} and ${sql.raw(table)}.workspace_id = ${ctx.workspaceId}`;
  const rows = await tx.execute<Row>(sql`
    select f.id::float8 as id, f.type, coalesce((
      select json_agg(o.id) from profile_field_options o where ${mine("o")} and o.field_id = f.id), '[]') as options
      from profile_fields f where ${mine("f")}
    union all
    select 0, 'team', coalesce(json_agg(t.id), '[]') from teams t where ${mine("t")}`);
  const optionsOf = ({ options }: Row) => options.map((id) => ({ id }));
  const fields = rows.flatMap((row) =>
    row.type === "team" ? [] : [{ id: row.id, type: row.type, options: optionsOf(row) }],
  );
  return choicesOf(fields, rows.filter(({ type }) => type === "team").flatMap(optionsOf));
}

/**
 * For the apply statement, in place of plain `todo`: the lines that go, as `lines`, without values of fields, options and
 * teams that were deleted since they were planned. Such values are in `dead`, the lines that lost some in `healed`.
 */
export function healedTodo(lines: SQL, choices: Choices, additions: readonly Addition[]): SQL {
  const alive = [...choices].flatMap(([key, ids]) => [...(ids ?? [])].map((id) => ({ key, id })));
  const added = additions.flatMap(({ fieldId, id }) =>
    fieldId < 0 ? ["-1", "-2"].map((key) => ({ key, id })) : [{ key: String(fieldId), id }],
  );
  const pairs = [...alive, ...added];
  const keys = [...choices.keys()];
  const choosing = [...choices].flatMap(([key, ids]) => (ids ? [key] : []));
  return sql`lines as materialized (${lines}), named as (
      select l.id, e.key, item.value as item from lines l cross join lateral jsonb_each(l.fields) e
      cross join lateral jsonb_array_elements(
        case jsonb_typeof(e.value) when 'array' then e.value else jsonb_build_array(e.value) end) item
    ), alive as materialized (
      select * from unnest(${sql.param(pairs.map(({ key }) => key))}::text[], ${sql.param(pairs.map(({ id }) => id))}::bigint[]) as t(key, id)
    ), dead as materialized (
      select n.* from named n
      left join unnest(${sql.param(keys)}::text[]) as f(key) on f.key = n.key
      left join unnest(${sql.param(choosing)}::text[]) as c(key) on c.key = n.key
      left join alive a on a.key = n.key and to_jsonb(a.id) = n.item
      where f.key is null or (c.key is not null and a.id is null and n.item <> 'null')
    ), healed as materialized (
      select l.id, coalesce((
        select jsonb_object_agg(e.key, rest.value) from jsonb_each(l.fields) e cross join lateral (
          select case jsonb_typeof(e.value)
            when 'array' then (select jsonb_agg(item.value order by item.at) from jsonb_array_elements(e.value) with ordinality as item(value, at)
                                where e.key || ' ' || item.value <> all(d.said))
            else case when e.key || ' ' || e.value <> all(d.said) then e.value end end as value) rest
        where rest.value is not null), '{}') as fields
      from lines l join (select id, array_agg(key || ' ' || item) as said from dead group by id) d on d.id = l.id
    ), todo as not materialized (
      select l.id, l.kind, l.user_id, l.base_version, l.csv_id, l.old_csv_id, l.new_sync_id, l.unlinks,
             l.email, l.first_name, l.last_name, l.mobile,
             coalesce(h.fields, l.fields) as fields, case when h.id is null then l.fingerprint end as fingerprint
      from lines l left join healed h on h.id = l.id
    )`;
}

/** Behind `written` and `stale`: what was left out of lines that become real goes from the plan, and is counted. */
export const HEALED: SQL = sql`, mended as (
      update changes c set fields = h.fields, fingerprint = null from healed h, todo t
      where c.id = h.id and t.id = h.id and (t.kind = 'create' or t.id in (select id from written))
      returning c.id
    ), left_out as (
      select count(*)::int as n from dead where item <> 'null' and id in (select id from mended)
    )`;
