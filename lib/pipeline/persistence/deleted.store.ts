import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { plural } from "@/lib/format/plural";
import { type Addition, MANAGES_FIELD, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import { UNFINISHED_STATES } from "@/lib/model/run-state";
import { type Choices, choicesOf } from "@/lib/pipeline/choices";
import { rehashPlans } from "@/lib/pipeline/persistence/plan-hash.store";
import { addNote } from "@/lib/pipeline/persistence/runs.store";

/**
 * The lock to take first, before any row: `exclusive` to delete fields, options or teams, `shared` by an apply, which
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

/** Lines of plans that may still become real. */
export const openLines = (ctx: WorkspaceCtx): SQL => sql`
  c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.status in ('planned', 'waiting')
    and c.run_id in (select id from runs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
                      and state = any(${sql.param([...UNFINISHED_STATES])}::text[]))`;

/** Takes a field that is being deleted, or got another type, out of every open plan; the runs say how many values that were. */
export async function clearFieldFromPlans(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, label }: { id: number; label: string },
  happened: "was deleted" | "got another type" = "was deleted",
): Promise<void> {
  const key = sql`${String(id)}::text`;
  const rows = await tx.execute<{ runId: string; n: number }>(sql`
    with hit as materialized (
      select c.id, c.run_id, coalesce(c.fields ? ${key}, false) as is_set from changes c
       where ${openLines(ctx)} and (c.fields ? ${key} or c.before -> 'fields' ? ${key})
    ), cleared as (
      update changes c set fields = c.fields - ${key}, before = c.before #- array['fields', ${key}], fingerprint = null
        from hit where c.id = hit.id
    )
    select run_id as "runId", count(*)::int as n from hit where is_set group by 1`);
  await tx.execute(sql`
    update runs r set additions = (
      select coalesce(jsonb_agg(a.item), '[]') from jsonb_array_elements(r.additions) as a(item)
       where a.item -> 'fieldId' <> to_jsonb(${id}::bigint))
     where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.state = any(${sql.param([...UNFINISHED_STATES])}::text[])
       and r.additions @> jsonb_build_array(jsonb_build_object('fieldId', ${id}::bigint))`);
  await rehashPlans(tx, ctx, rows);
  for (const { runId, n } of rows)
    await addNote(
      tx,
      ctx,
      runId,
      `The field "${label}" ${happened} after this plan was made: ${leftOut(n)}.`,
    );
}

/** An option or team that is deleted; `into` is the one that its name means from now on. */
type Gone = { id: number; label: string; into: { id: number; label: string } | null };

/** Takes options of a field, or teams, that are being deleted out of every open plan, or puts others in their place. */
export async function clearChoicesFromPlans(
  tx: Tx,
  ctx: WorkspaceCtx,
  { fieldId, gone }: { fieldId: number; gone: readonly Gone[] },
): Promise<void> {
  if (gone.length === 0) return;
  const isTeam = fieldId === TEAMS_FIELD;
  const keys = (isTeam ? [TEAMS_FIELD, MANAGES_FIELD] : [fieldId]).map(String);
  const replaced = (values: SQL) => keys.reduce((sum, key) => inPlace(sum, key, isTeam), values);
  const names = (values: SQL) =>
    sql.join(
      keys.map((key) => sql`${values} -> ${key}::text @> to_jsonb(m.old)`),
      sql` or `,
    );
  const rows = await tx.execute<{ runId: string; old: number; n: number }>(sql`
    with m as materialized (
      select * from unnest(${sql.param(gone.map(({ id }) => id))}::bigint[],
                           ${sql.param(gone.map(({ into }) => into?.id ?? null))}::bigint[]) as m(old, new)
    ), hit as materialized (
      select c.id, c.run_id, m.old, coalesce(${names(sql`c.fields`)}, false) as is_set from changes c cross join m
       where ${openLines(ctx)} and (${names(sql`c.fields`)} or ${names(sql`(c.before -> 'fields')`)})
    ), cleared as (
      update changes c set fields = ${replaced(sql`c.fields`)}, fingerprint = null,
             before = case when c.before is not null then jsonb_set(c.before, '{fields}', ${replaced(sql`(c.before -> 'fields')`)}) end
       where c.org_id = ${ctx.orgId} and c.id in (select id from hit)
    )
    select run_id as "runId", old::float8 as old, count(*)::int as n from hit where is_set group by 1, 2`);
  await rehashPlans(tx, ctx, rows);
  for (const { runId, old, n } of rows) {
    const one = gone.find(({ id }) => id === old);
    if (one) await addNote(tx, ctx, runId, goneText(one, isTeam ? "team" : "option", n));
  }
}

/** `values` with the value of a choice field after `m`; without the field where nothing is left of it. */
function inPlace(values: SQL, key: string, isTeam: boolean): SQL {
  const value = sql`${values} -> ${key}::text`;
  const place = isTeam ? sql`0` : sql`(select o.position from profile_field_options o where o.id = s.id)`;
  return sql`case when ${values} ? ${key}::text then (
    select case when r.value is null then ${values} - ${key}::text else jsonb_set(${values}, array[${key}::text], r.value) end
      from (select case jsonb_typeof(${value})
        when 'array' then (
          select jsonb_agg(s.id order by ${place}, s.id) from (
            select distinct coalesce(m.new, i.item::bigint) as id from jsonb_array_elements(${value}) as i(item)
              left join m on m.old = i.item::bigint where m.old is null or m.new is not null) s)
        when 'number' then (
          select case when m.old is null then ${value} else to_jsonb(m.new) end
            from (select 1) as one left join m on m.old = (${value})::bigint)
        end as value) r) else ${values} end`;
}

function goneText({ label, into }: Gone, what: string, n: number): string {
  if (!into) return `The ${what} "${label}" was deleted after this plan was made: ${leftOut(n)}.`;
  const changed = plural(n, "value was", "values were");
  return `The ${what} "${label}" became "${into.label}" after this plan was made: ${changed} changed.`;
}

function leftOut(n: number): string {
  return `${plural(n, "value was", "values were")} left out`;
}
