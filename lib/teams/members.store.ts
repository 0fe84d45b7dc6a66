import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { teamMembers } from "@/drizzle/schema";
import type { TeamRole } from "@/drizzle/schema/team-members";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";

export type Tally = { teamId: number; role: TeamRole; file: number; hand: number; both: number };

type HandRow = { teamId: number; userId: number; role: TeamRole; by: string; at: Date };

const KEYS = { member: String(TEAMS_FIELD), manager: String(MANAGES_FIELD) } as const;

const bigints = (ids: readonly number[]) => sql`${`{${ids.join(",")}}`}::bigint[]`;
const active = (ctx: WorkspaceCtx) =>
  sql`u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.state = 'active'`;

/**
 * How many active users each of the teams has, by file, by hand and both ways. A look into the index on users' fields for
 * each team: give it those of a page.
 */
export async function selectTallies(tx: Tx, ctx: WorkspaceCtx, teamIds: readonly number[]): Promise<Tally[]> {
  const rows = await tx.execute<Tally>(sql`
    select t.id::float8 as "teamId", r.role, f.n::float8 as file, h.n::float8 as hand, h.both::float8 as both
      from unnest(${bigints(teamIds)}) as t(id)
     cross join (values ('member', ${KEYS.member}::text), ('manager', ${KEYS.manager}::text)) as r(role, key)
     cross join lateral (select count(*) as n from listed_users u
        where ${active(ctx)} and u.fields @> jsonb_build_object(r.key, jsonb_build_array(t.id))) as f
     cross join lateral (
       select count(*) as n,
              count(*) filter (where u.fields @> jsonb_build_object(r.key, jsonb_build_array(t.id))) as both
         from team_members m
         join listed_users u on u.id = m.user_id
        where m.org_id = ${ctx.orgId} and m.workspace_id = ${ctx.workspaceId} and m.team_id = t.id
          and m.role = r.role and ${active(ctx)}) as h`);
  return [...rows];
}

/** Users under the alias `u` whom files, members of the organization, or either, put in a team or made its managers. */
export function placedSql(
  ctx: WorkspaceCtx,
  { teamId, role, origin }: { teamId: number; role: TeamRole; origin: "file" | "hand" | null },
): SQL {
  // Found first, by the index on fields: beside an order by name, the planner would go through everyone by name.
  const file = sql`select f.id from listed_users f where f.org_id = ${ctx.orgId}
    and f.workspace_id = ${ctx.workspaceId} and f.state = 'active'
    and f.fields @> ${JSON.stringify({ [KEYS[role]]: [teamId] })}::jsonb`;
  const hand = sql`select m.user_id from team_members m where m.org_id = ${ctx.orgId}
    and m.workspace_id = ${ctx.workspaceId} and m.team_id = ${teamId} and m.role = ${role}`;
  const found = origin === "file" ? file : origin === "hand" ? hand : sql`${file} union ${hand}`;
  return sql`u.id = any(array(${found}))`;
}

/** What files say of users' teams, and what was given manually, for some users. */
export async function selectGiven(
  tx: Tx,
  ctx: WorkspaceCtx,
  userIds: readonly number[],
): Promise<{ file: { userId: number; teamId: number; role: TeamRole }[]; hand: HandRow[] }> {
  const byFile = (role: TeamRole) => sql`
    select u.id::float8 as "userId", team.id::float8 as "teamId", ${role}::text as role
      from users u, lateral jsonb_array_elements_text(${listOf(KEYS[role])}) as team(id)
     where u.org_id = ${ctx.orgId} and u.workspace_id = ${ctx.workspaceId} and u.id = any(${bigints(userIds)})`;
  const file = await tx.execute<{ userId: number; teamId: number; role: TeamRole }>(
    sql`${byFile("member")} union all ${byFile("manager")}`,
  );
  return { file: [...file], hand: await selectHandRows(tx, ctx, userIds) };
}

/** What was given to some users manually. */
export async function selectHandRows(
  tx: Tx,
  ctx: WorkspaceCtx,
  userIds: readonly number[],
): Promise<HandRow[]> {
  return tx
    .select({
      teamId: teamMembers.teamId,
      userId: teamMembers.userId,
      role: teamMembers.role,
      by: teamMembers.addedBy,
      at: teamMembers.createdAt,
    })
    .from(teamMembers)
    .where(and(inWorkspace(teamMembers, ctx), sql`${teamMembers.userId} = any(${bigints(userIds)})`))
    .orderBy(teamMembers.teamId);
}

/** Adds active users to a team manually, as members or managers. Returns the ids of those who did not have it so. */
export async function insertHandRows(
  tx: Tx,
  ctx: WorkspaceCtx,
  { teamId, role, userIds }: { teamId: number; role: TeamRole; userIds: readonly number[] },
): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    insert into team_members (org_id, workspace_id, team_id, user_id, role, added_by, created_at)
    select u.org_id, u.workspace_id, ${teamId}, u.id, ${role}, ${ctx.actor.label},
           ${ctx.clock().toISOString()}::timestamptz
      from users u where ${active(ctx)} and u.id = any(${bigints(userIds)})
    on conflict do nothing returning user_id::float8 as id`);
  return rows.map(({ id }) => id);
}

/** Removes what was given manually. Returns the ids of those who had it. */
export async function deleteHandRows(
  tx: Tx,
  ctx: WorkspaceCtx,
  { teamId, role, userIds }: { teamId: number; role: TeamRole; userIds: readonly number[] },
): Promise<number[]> {
  if (userIds.length === 0) return [];
  const rows = await tx
    .delete(teamMembers)
    .where(
      and(
        inWorkspace(teamMembers, ctx),
        eq(teamMembers.teamId, teamId),
        eq(teamMembers.role, role),
        inArray(teamMembers.userId, [...userIds]),
      ),
    )
    .returning({ id: teamMembers.userId });
  return rows.map(({ id }) => id);
}

type Place = { teamId: number; role: TeamRole };

/** When and by whom a user was added to a team manually. `at` is exact, as the database writes it. */
export type GivenSince = { userId: number; by: string; at: string };

/** What was given manually to some users in one team and role. */
export async function selectGivenSince(
  tx: Tx,
  ctx: WorkspaceCtx,
  { teamId, role }: Place,
  userIds: readonly number[],
): Promise<GivenSince[]> {
  const rows = await tx.execute<GivenSince>(sql`
    select user_id::float8 as "userId", added_by as by, created_at::text as at from team_members
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and team_id = ${teamId} and role = ${role}
       and user_id = any(${bigints(userIds)}) for update`);
  return [...rows];
}

/** Gives back what was taken. Returns the ids of those who do not have it again already. */
export async function giveHandRowsBack(
  tx: Tx,
  ctx: WorkspaceCtx,
  { teamId, role }: Place,
  had: readonly GivenSince[],
): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    insert into team_members (org_id, workspace_id, team_id, user_id, role, added_by, created_at)
    select ${ctx.orgId}, ${ctx.workspaceId}, ${teamId}, (r ->> 'userId')::bigint, ${role}, r ->> 'by',
           (r ->> 'at')::timestamptz
      from jsonb_array_elements(${JSON.stringify(had)}::jsonb) as r
    on conflict do nothing returning user_id::float8 as id`);
  return rows.map(({ id }) => id);
}

/** A list of team ids in `fields`; an empty one for anything else. */
function listOf(key: string | SQL): SQL {
  return sql`case jsonb_typeof(u.fields -> ${key}) when 'array' then u.fields -> ${key} else '[]'::jsonb end`;
}
