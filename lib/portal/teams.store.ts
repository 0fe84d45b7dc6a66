import { sql } from "drizzle-orm";
import type { PortalCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrderOf } from "@/lib/db/collation.store";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import type { Locale } from "@/lib/model/locale";

/** The teams that the user leads, set by a file or manually, ordered by name as the language orders. */
export async function selectLedTeams(
  tx: Tx,
  ctx: PortalCtx,
  locale: Locale,
): Promise<{ id: number; name: string }[]> {
  const order = await inOrderOf(tx, locale);
  const rows = await tx.execute<{ id: number; name: string }>(sql`
    select t.id::float8 as id, t.name from teams t
     where t.org_id = ${ctx.orgId} and t.workspace_id = ${ctx.workspaceId} and (
       exists (select from users u
         where u.org_id = t.org_id and u.workspace_id = t.workspace_id and u.id = ${ctx.user.id}
           and u.state = 'active' and u.fields @> jsonb_build_object(${String(MANAGES_FIELD)}::text, jsonb_build_array(t.id)))
       or exists (select from team_members m
         where m.org_id = t.org_id and m.workspace_id = t.workspace_id and m.team_id = t.id
           and m.user_id = ${ctx.user.id} and m.role = 'manager'))
     order by lower(t.name) ${order}, t.id`);
  return [...rows];
}

export type TeamMate = { id: number; email: string; firstName: string; lastName: string; mobile: string };

/** Active members of a team by name, `limit` after the first `offset`, and how many there are in all. */
export async function selectTeamMates(
  tx: Tx,
  ctx: PortalCtx,
  { teamId, limit, offset, locale }: { teamId: number; limit: number; offset: number; locale: Locale },
): Promise<{ mates: TeamMate[]; total: number }> {
  const order = await inOrderOf(tx, locale);
  const inTeam = JSON.stringify({ [TEAMS_FIELD]: [teamId] });
  const members = sql`
      from users u
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'active'
       and u.id in (
         select l.id from listed_users l
          where l.org_id = ${ctx.orgId} and l.workspace_id = ${ctx.workspaceId} and l.state = 'active'
            and l.fields @> ${inTeam}::jsonb
         union all
         select m.user_id from team_members m
          where m.org_id = ${ctx.orgId} and m.workspace_id = ${ctx.workspaceId} and m.team_id = ${teamId}
            and m.role = 'member')`;
  const rows = await tx.execute<TeamMate>(sql`
    select u.id::float8 as id, u.email, u.first_name as "firstName", u.last_name as "lastName", u.mobile ${members}
     order by lower(u.last_name) ${order}, lower(u.first_name) ${order}, u.id limit ${limit} offset ${offset}`);
  const [all] = await tx.execute<{ total: number }>(sql`select count(*)::float8 as total ${members}`);
  return { mates: [...rows], total: all?.total ?? 0 };
}
