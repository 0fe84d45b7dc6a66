import { and, asc, eq, sql } from "drizzle-orm";
import { teams, userLists } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";

export type TeamName = { id: number; name: string; aliases: string[] };

export type TeamRow = TeamName & {
  createdAt: Date;
  madeBy: { runId: string; at: Date; syncName: string } | null;
};

/** The workspace's teams by name. */
export async function selectTeamNames(tx: Tx, ctx: WorkspaceCtx): Promise<TeamName[]> {
  return tx
    .select({ id: teams.id, name: teams.name, aliases: teams.aliases })
    .from(teams)
    .where(inWorkspace(teams, ctx))
    .orderBy(asc(sql`lower(${teams.name})`), asc(teams.id));
}

/** The workspace's teams by name, or one of them, each with the run that made it. */
export async function selectTeamRows(tx: Tx, ctx: WorkspaceCtx, id: number | null): Promise<TeamRow[]> {
  type Raw = TeamName & { createdAt: string; runId: string | null; runAt: string; syncName: string };
  const rows = await tx.execute<Raw>(sql`
    select t.id::float8 as id, t.name, t.aliases, t.created_at as "createdAt", r.id as "runId",
           r.created_at as "runAt", s.name as "syncName"
      from teams t
      left join runs r on r.org_id = t.org_id and r.workspace_id = t.workspace_id and r.id = t.made_by_run_id
      left join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
     where t.org_id = ${ctx.orgId} and t.workspace_id = ${ctx.workspaceId}
       ${id === null ? sql`` : sql`and t.id = ${id}`}
     order by lower(t.name), t.id`);
  return rows.map(({ runId, runAt, syncName, ...row }) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    madeBy: runId === null ? null : { runId, at: new Date(runAt), syncName },
  }));
}

/** Lets one at a time give names to the workspace's teams: no constraint sees letter case and other names. */
export async function lockTeamNames(tx: Tx, ctx: WorkspaceCtx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`teams ${ctx.workspaceId}`}, 0))`);
}

/** The team, kept from being deleted or renamed until the transaction ends. */
export async function lockTeam(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<TeamName | undefined> {
  const [row] = await tx
    .select({ id: teams.id, name: teams.name, aliases: teams.aliases })
    .from(teams)
    .where(byId(teams, ctx, id))
    .for("update");
  return row;
}

export async function insertTeam(
  tx: Tx,
  ctx: WorkspaceCtx,
  row: { name: string; aliases: string[]; createdAt: Date },
): Promise<number> {
  const [inserted] = await tx
    .insert(teams)
    .values({ ...row, orgId: ctx.orgId, workspaceId: ctx.workspaceId })
    .returning({ id: teams.id });
  return inserted?.id ?? 0;
}

export async function setTeam(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: number,
  set: { name: string; aliases: string[] },
): Promise<void> {
  await tx
    .update(teams)
    .set(set)
    .where(byId(teams, ctx, id));
}

/** Deletes the team with everything that was given manually. */
export async function deleteTeamRow(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<void> {
  await tx.delete(teams).where(byId(teams, ctx, id));
}

/** The rules of the workspace's dynamic lists. */
export async function selectListRules(tx: Tx, ctx: WorkspaceCtx) {
  return tx
    .select({ id: userLists.id, name: userLists.name, rule: userLists.rule })
    .from(userLists)
    .where(and(inWorkspace(userLists, ctx), eq(userLists.kind, "dynamic")))
    .orderBy(asc(sql`lower(${userLists.name})`));
}
