import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { conditionsOf, type Rule } from "@/lib/model/rule";
import type { RuleContext } from "@/lib/rules/rule-sql.store";
import type { HandCounts, KnownField, Named } from "@/lib/rules/vocabulary";

/**
 * What rules can refer to, and how much of their teams is set manually. Of a workspace with thousands of options, only
 * what `rules` name; all there is without them, for someone who makes a rule.
 */
export async function selectRuleContext(
  tx: Tx,
  ctx: Pick<WorkspaceCtx, "orgId" | "workspaceId">,
  rules?: readonly (Rule | null)[],
): Promise<RuleContext> {
  const named = rules && namesIn(rules);
  const of = (table: string) =>
    sql`${sql.raw(table)}.org_id = ${ctx.orgId} and ${sql.raw(table)}.workspace_id = ${ctx.workspaceId}`;
  const among = (column: SQL, ids: readonly number[] | null | undefined) =>
    ids ? sql`and ${column} = any(${sql.param(ids)}::bigint[])` : sql``;
  const fields = await tx.execute<Omit<KnownField, "options">>(sql`
    select f.id::float8 as id, f.label, f.type from profile_fields f
     where ${of("f")} ${among(sql`f.id`, named?.fields)} order by f.position, f.id`);
  const options = await tx.execute<Named & { fieldId: number }>(sql`
    select o.id::float8 as id, o.label, o.field_id::float8 as "fieldId" from profile_field_options o
     where ${of("o")} ${among(sql`o.id`, named?.options)} order by o.position, o.id`);
  const teams = await tx.execute<Named>(sql`
    select t.id::float8 as id, t.name as label from teams t
     where ${of("t")} ${among(sql`t.id`, named?.teams)} order by lower(t.name), t.id`);
  const syncs = await tx.execute<{ id: string; label: string }>(sql`
    select s.id, s.name as label from syncs s where ${of("s")} and s.detached_at is null order by lower(s.name), s.id`);
  const byHand = await tx.execute<HandCounts[number]>(sql`
    select m.team_id::float8 as "teamId", m.role, count(*)::int as count from team_members m
     where ${of("m")} ${among(sql`m.team_id`, named?.teams)} group by 1, 2`);
  const byField = new Map<number, Named[]>(fields.map(({ id }) => [id, []]));
  for (const { fieldId, ...option } of options) byField.get(fieldId)?.push(option);
  const withOptions = fields.map((field) => ({ ...field, options: byField.get(field.id) ?? [] }));
  return { known: { fields: withOptions, teams: [...teams], syncs: [...syncs] }, byHand: [...byHand] };
}

/** `teams` is null where a rule asks for any team at all. */
function namesIn(rules: readonly (Rule | null)[]) {
  const conditions = rules.flatMap((rule) => (rule ? conditionsOf(rule) : []));
  const teams = conditions.flatMap((each) =>
    each.on === "team" || each.on === "manages" ? [each.teamIds] : [],
  );
  return {
    fields: conditions.flatMap((each) => (each.on === "field" ? [each.fieldId] : [])),
    options: conditions.flatMap((each) => ("optionIds" in each ? each.optionIds : [])),
    teams: teams.some((ids) => ids.length === 0) ? null : teams.flat(),
  };
}
