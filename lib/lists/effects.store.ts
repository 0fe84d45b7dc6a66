import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { linesSql, movesSql, type Part, type Sides } from "@/lib/lists/history.store";
import type { RunPerson } from "@/lib/lists/views";
import { type Addition, MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";

export type Tally = { gained: number; lost: number };
export type TeamTally = Tally & { teamId: number; role: "member" | "manager" };
type Side = "gained" | "lost";

export type EffectRun = { id: string; additions: Addition[] };

export async function selectEffectRun(
  tx: Tx,
  ctx: WorkspaceCtx,
  runId: string,
): Promise<EffectRun | undefined> {
  const [row] = await tx.execute<EffectRun>(sql`
    select id, additions from runs
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${runId}`);
  return row;
}

/** A list as far as a line goes: whether its user is in it, and what it asks for (see `askedBy`). */
export type ListSides = Sides & { asked: readonly string[] };

/**
 * How many people come to each of `lists` and of `unions` of them (by their places) and how many leave, in one pass over the
 * lines of a plan. A rule is not asked about a line that changes nothing it asks for.
 */
export async function tallyThings(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, part }: { runId: string; part: Part },
  { lists, unions }: { lists: readonly ListSides[]; unions: readonly (readonly number[] | "everyone")[] },
): Promise<{ lists: Tally[]; unions: Tally[] }> {
  const counted = [
    ...lists.map((_, at) => [sql`m.${name("b", at)}`, sql`m.${name("a", at)}`] as const),
    ...unions.map((union) => [anyOf("b", union), anyOf("a", union)] as const),
  ].map(
    ([before, after]) => sql`count(*) filter (where ${after} and not ${before})::float8,
      count(*) filter (where ${before} and not ${after})::float8`,
  );
  if (counted.length === 0) return { lists: [], unions: [] };
  const movedBy = (some: readonly string[]) =>
    sql.join([sql`c.was <> c.stays`, ...[...new Set(some)].map(movesSql)], sql` or `);
  const sides = lists.map(({ before, after }, at) => {
    // Of a union, all of its lists are asked or none: both sides of one that is not count as outside.
    const others = unions.filter((union) => union !== "everyone" && union.includes(at)).flat();
    const together = [at, ...others].flatMap((place) => lists[Number(place)]?.asked ?? []);
    const ask = (side: SQL) => sql`case when ${movedBy(together)} then ${side} else false end`;
    return sql`${ask(before)} as ${name("b", at)}, ${ask(after)} as ${name("a", at)}`;
  });
  // `offset 0` keeps the planner from asking a rule once for each place that its answer is used in. Below it, several
  // processes share the lines, which is why nothing else is fenced: what they hand over is small.
  const [row] = await tx.execute<{ counts: number[] }>(sql`
    select array[${sql.join(counted, sql`, `)}] as counts from (
      select ${sql.join([sql`c.was, c.stays`, ...sides], sql`, `)}
        from ${linesSql(ctx, { runs: sql`${runId}::uuid`, part })}
       where ${movedBy(lists.flatMap((list) => list.asked))} offset 0) as m`);
  const counts = row?.counts ?? [];
  const tallies = counted.map((_, at) => ({ gained: counts[2 * at] ?? 0, lost: counts[2 * at + 1] ?? 0 }));
  return { lists: tallies.slice(0, lists.length), unions: tallies.slice(lists.length) };
}

function name(side: "a" | "b", at: number): SQL {
  return sql.raw(`${side}${at}`);
}

function anyOf(side: "a" | "b", union: readonly number[] | "everyone"): SQL {
  if (union === "everyone") return side === "b" ? sql`m.was` : sql`m.stays`;
  if (union.length === 0) return sql`false`;
  return sql`(${sql.join(
    union.map((at) => sql`m.${name(side, at)}`),
    sql` or `,
  )})`;
}

/** How many people join and leave each team, by what files say and what was added manually together. */
export async function tallyTeams(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, part }: { runId: string; part: Part },
): Promise<TeamTally[]> {
  const named = (side: "a" | "b", fieldId: number, role: string) => sql`
    select c.id, ${role} as role, t.id::bigint as team_id, ${side} as side
      from lines c, jsonb_array_elements_text(case jsonb_typeof(${column(side, fieldId)})
        when 'array' then ${column(side, fieldId)} else '[]' end) as t(id)
     where ${side === "b" ? sql`c.was` : sql`c.stays`}`;
  const column = (side: "a" | "b", fieldId: number) =>
    sql.raw(`${side}_${fieldId === TEAMS_FIELD ? "teams" : "manages"}`);
  const value = (side: "a" | "b", fieldId: number) =>
    sql`c.${sql.raw(side)}_fields -> ${String(fieldId)}::text`;
  const values = (["b", "a"] as const).flatMap((side) =>
    [TEAMS_FIELD, MANAGES_FIELD].map((fieldId) => sql`${value(side, fieldId)} as ${column(side, fieldId)}`),
  );
  const rows = await tx.execute<TeamTally>(sql`
    with lines as materialized (
      select c.id, c.uid, c.was, c.stays, ${sql.join(values, sql`, `)}
        from ${linesSql(ctx, { runs: sql`${runId}::uuid`, part })}
       where c.was <> c.stays
          or ${value("b", TEAMS_FIELD)} is distinct from ${value("a", TEAMS_FIELD)}
          or ${value("b", MANAGES_FIELD)} is distinct from ${value("a", MANAGES_FIELD)}
    ), sides as (
      ${named("b", TEAMS_FIELD, "member")} union all ${named("a", TEAMS_FIELD, "member")}
      union all ${named("b", MANAGES_FIELD, "manager")} union all ${named("a", MANAGES_FIELD, "manager")}
      union all
      select c.id, m.role, m.team_id, s.side from lines c
        join team_members m on m.org_id = ${ctx.orgId} and m.workspace_id = ${ctx.workspaceId} and m.user_id = c.uid
        cross join (values ('b'), ('a')) as s(side)
       where case s.side when 'b' then c.was else c.stays end
    ), each as (
      select id, role, team_id, bool_or(side = 'b') as before, bool_or(side = 'a') as after
        from sides group by id, role, team_id
    )
    select team_id::float8 as "teamId", role, count(*) filter (where after and not before)::float8 as gained,
           count(*) filter (where before and not after)::float8 as lost
      from each where before <> after group by 1, 2`);
  return [...rows];
}

/** People whom a run brings to something or takes from it, in the order of the plan. */
export async function selectMoved(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, part, sides, side }: { runId: string; part: Part; sides: Sides; side: Side },
  { after, limit }: { after: number | null; limit: number },
): Promise<RunPerson[]> {
  const [from, to] = side === "gained" ? [sides.before, sides.after] : [sides.after, sides.before];
  const rows = await tx.execute<RunPerson>(sql`
    select c.id::float8 as "changeId", c.uid::float8 as "userId",
           case when c.stays then c.a_email else c.b_email end as email,
           trim(case when c.stays then c.a_first || ' ' || c.a_last else c.b_first || ' ' || c.b_last end) as name
      from ${linesSql(ctx, { runs: sql`${runId}::uuid`, part })}
     where c.id > ${after ?? 0}::bigint and ${to} and not ${from} order by c.id limit ${limit}`);
  return [...rows];
}

type PageAudienceRow = {
  id: number;
  title: string;
  audience: "everyone" | "lists";
  listIds: number[];
};

/** The workspace's pages with who may open them. */
export async function selectAudiences(tx: Tx, ctx: WorkspaceCtx): Promise<readonly PageAudienceRow[]> {
  return tx.execute<PageAudienceRow>(sql`
    select p.id::float8 as id, p.title, p.audience,
           array(select l.list_id::float8 from page_lists l
                  where l.org_id = p.org_id and l.workspace_id = p.workspace_id and l.page_id = p.id) as "listIds"
      from pages p where p.org_id = ${ctx.orgId} and p.workspace_id = ${ctx.workspaceId} order by p.position, p.id`);
}
