import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { type Addition, MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";

/** Takes ids for options or teams that a plan may create, ascending. What is not used is never given again. */
export async function takeIds(ctx: WorkspaceCtx, fieldId: number, count: number): Promise<number[]> {
  const sequence = fieldId === TEAMS_FIELD ? "teams_id_seq" : "profile_field_options_id_seq";
  const rows = await ctx.db.run((tx) =>
    tx.execute<{ id: number }>(sql`
      select nextval(${sequence}::regclass)::float8 as id from generate_series(1, ${count}::int) order by 1`),
  );
  return rows.map(({ id }) => id);
}

/** Of what the file brought, that which a line of the plan uses: a row may have turned out to be no good. */
export async function usedAdditions(
  ctx: WorkspaceCtx,
  runId: string,
  additions: readonly Addition[],
): Promise<Addition[]> {
  if (additions.length === 0) return [];
  const rows = await ctx.db.run((tx) =>
    tx.execute<{ id: number }>(sql`
      select distinct ${VALUE}::float8 as id from changes c ${eachValue("c", additions)}
      where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id = ${runId}`),
  );
  const used = new Set(rows.map(({ id }) => id));
  return additions.filter(({ id }) => used.has(id));
}

/** Whether something of that name, or known by it, has been made in the meantime: then its id is the right one. */
export async function isNamedMeanwhile(ctx: WorkspaceCtx, additions: readonly Addition[]): Promise<boolean> {
  if (additions.length === 0) return false;
  const mine = (table: "o" | "t") =>
    sql`${sql.raw(table)}.org_id = ${ctx.orgId} and ${sql.raw(table)}.workspace_id = ${ctx.workspaceId}`;
  const rows = await ctx.db.run((tx) =>
    tx.execute(sql`
      with a as (select * from ${recordset(additions)})
      select 1 from a join profile_field_options o on ${mine("o")} and o.field_id = a."fieldId"
       where o.id <> a.id and (o.label = a.label or a.label = any(o.aliases))
      union all
      select 1 from a join teams t on ${mine("t")} and a."fieldId" = ${TEAMS_FIELD}
       where t.id <> a.id and (t.name = a.label or a.label = any(t.aliases))
      limit 1`),
  );
  return rows.length > 0;
}

/**
 * For the apply statement, behind its `todo` and `written`: brings those options and teams into being which a line uses
 * that becomes real now. One that is there already was made by an earlier part of the run.
 * `isUndo`: a team whose name was given to another since stays away.
 */
export function additionsInto(
  { orgId, workspaceId }: Pick<WorkspaceCtx, "orgId" | "workspaceId">,
  runId: string,
  { additions, isUndo }: { additions: readonly Addition[]; isUndo: boolean },
): SQL {
  if (additions.length === 0) return sql``;
  return sql`
    , used as materialized (
      select distinct ${VALUE} as id from todo ${eachValue("todo", additions)}
      where todo.kind = 'create' or todo.id in (select id from written)
    ), added as materialized (
      select a.* from ${recordset(additions)} join used on used.id = a.id
    ), options as (
      insert into profile_field_options (id, org_id, workspace_id, field_id, label, position)
      select a.id, ${orgId}, ${workspaceId}, f.id, a.label,
             coalesce((select max(o.position) from profile_field_options o where o.org_id = ${orgId} and o.field_id = f.id), -1)
               + row_number() over (partition by f.id order by a.id)
      from added a join profile_fields f on f.org_id = ${orgId} and f.workspace_id = ${workspaceId} and f.id = a."fieldId"
      where not exists (select from profile_field_options o where o.org_id = ${orgId} and o.id = a.id)
    ), new_teams as (
      insert into teams (id, org_id, workspace_id, name, made_by_run_id)
      select a.id, ${orgId}, ${workspaceId}, a.label, ${runId} from added a
      where a."fieldId" = ${TEAMS_FIELD} and not exists (select from teams t where t.org_id = ${orgId} and t.id = a.id)
      ${isUndo ? sql`on conflict (workspace_id, name) do nothing` : sql``}
    )`;
}

/**
 * After all of a run was undone: deletes the teams that it had made, unless someone is in one or leads it, or a person
 * has taken it up since: with a name of theirs, a member, or a list that asks for it. To be called in the transaction
 * of the apply statement.
 */
export async function deleteLeftTeams(tx: Tx, ctx: WorkspaceCtx, undone: string): Promise<void> {
  const mine = (table: string) =>
    sql`${sql.raw(table)}.org_id = ${ctx.orgId} and ${sql.raw(table)}.workspace_id = ${ctx.workspaceId}`;
  await tx.execute(sql`
    delete from teams t using runs r
    where ${mine("t")} and ${mine("r")} and r.id = ${undone} and t.made_by_run_id = r.id and t.aliases = '{}'
      and r.additions @> jsonb_build_array(jsonb_build_object('id', t.id, 'label', t.name))
      and not exists (select from team_members m where ${mine("m")} and m.team_id = t.id)
      and not exists (select from user_lists l where ${mine("l")} and jsonb_path_exists(
            l.rule, '$.**.teamIds[*] ? (@ == $id)', jsonb_build_object('id', t.id)))
      and t.id not in (
        select item::bigint from users u
        cross join lateral jsonb_path_query(u.fields, '$.keyvalue() ? (@.key == "-1" || @.key == "-2").value[*]') as item
        where ${mine("u")} and u.state = 'active')`);
}

const VALUE = sql`value.item::bigint`;

/** Every id that lines of a plan give to the fields concerned. */
function eachValue(table: "c" | "todo", additions: readonly Addition[]): SQL {
  const keys = new Set(additions.flatMap(({ fieldId }) => keysOf(fieldId)));
  const of = sql`${sql.raw(table)}.fields -> field.key`;
  return sql`cross join unnest(${sql.param([...keys])}::text[]) as field(key)
    cross join lateral jsonb_array_elements(
      case jsonb_typeof(${of}) when 'array' then ${of} when 'number' then jsonb_build_array(${of}) else '[]' end
    ) as value(item)`;
}

function keysOf(fieldId: number): string[] {
  return (fieldId === TEAMS_FIELD ? [TEAMS_FIELD, MANAGES_FIELD] : [fieldId]).map(String);
}

function recordset(additions: readonly Addition[]): SQL {
  return sql`jsonb_to_recordset(${JSON.stringify(additions)}::jsonb) as a("fieldId" bigint, id bigint, label text)`;
}
