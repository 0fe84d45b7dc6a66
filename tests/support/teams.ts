import type { WorkspaceCtx } from "@/lib/context";
import { testDb } from "./db";

type Row = { who: string; teams: string[] | null; leads: string[] | null };

/** Active users as `ID: teams they are in / teams they lead`, by what files say. Teams that are gone are left out. */
export async function inTeams(ctx: WorkspaceCtx): Promise<string[]> {
  const rows = await testDb().sql<Row[]>`
    select coalesce(substr(u.external_id, 26), u.email) as who,
           (select array_agg(t.name order by t.name) from teams t where u.fields->'-1' @> to_jsonb(t.id)) as teams,
           (select array_agg(t.name order by t.name) from teams t where u.fields->'-2' @> to_jsonb(t.id)) as leads
    from users u where u.workspace_id = ${ctx.workspaceId} and u.state = 'active' order by 1`;
  return rows.map(({ who, teams, leads }) => `${who}: ${teams ?? ""} / ${leads ?? ""}`);
}

/** All teams of the workspace by name. */
export async function teamNames(ctx: WorkspaceCtx): Promise<string[]> {
  const rows = await testDb().sql<{ name: string }[]>`
    select name from teams where workspace_id = ${ctx.workspaceId} order by name`;
  return rows.map(({ name }) => name);
}

/** Options of a field in their order. */
export async function optionLabels(fieldId: number): Promise<string[]> {
  const rows = await testDb().sql<{ label: string }[]>`
    select label from profile_field_options where field_id = ${fieldId} order by position, id`;
  return rows.map(({ label }) => label);
}

/** Everything of the workspace's users that a write would change: versions and the runs that last wrote them. */
export async function writesOf(ctx: WorkspaceCtx): Promise<string[]> {
  const rows = await testDb().sql`
    select id, version, last_run_id, updated_at from users where workspace_id = ${ctx.workspaceId} order by id`;
  return rows.map((row) => JSON.stringify(row));
}
