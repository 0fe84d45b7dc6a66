import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { plural } from "@/lib/format/plural";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { addNote } from "@/lib/pipeline/persistence/runs.store";

/** Lines of plans that may still become real. */
export const openLines = (ctx: WorkspaceCtx): SQL => sql`
  c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.status in ('planned', 'waiting')
    and c.run_id in (select id from runs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
                      and state in ('queued', 'running', 'held'))`;

/** Takes a field that is being deleted out of every open plan; the runs say how many values that were. */
export async function clearFieldFromPlans(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, label }: { id: number; label: string },
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
     where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.state in ('queued', 'running', 'held')
       and r.additions @> jsonb_build_array(jsonb_build_object('fieldId', ${id}::bigint))`);
  for (const { runId, n } of rows)
    await addNote(
      tx,
      ctx,
      runId,
      `The field "${label}" was deleted after this plan was made: ${leftOut(n)}.`,
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
