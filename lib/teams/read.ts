import type { WorkspaceCtx } from "@/lib/context";
import { conditionsOf } from "@/lib/model/rule";
import { selectTallies, type Tally } from "@/lib/teams/members.store";
import { teamKey } from "@/lib/teams/names";
import { TEAMS_PAGE_SIZE } from "@/lib/teams/schema";
import {
  selectListRules,
  selectTeamNames,
  selectTeamRows,
  type TeamName,
  type TeamRow,
} from "@/lib/teams/store";
import type { TeamItem, TeamSize } from "@/lib/teams/views";

const NOBODY: TeamSize = { all: 0, file: 0, hand: 0 };

/**
 * A page of the workspace's teams (from 1) by name, with their sizes as they are now, and how many teams there are of
 * which one of the names contains `search`.
 */
export async function listTeams(
  ctx: WorkspaceCtx,
  { search, page }: { search: string; page: number },
): Promise<{ teams: TeamItem[]; total: number }> {
  return ctx.db.run(async (tx) => {
    const rows = (await selectTeamRows(tx, ctx, null)).filter((row) => matches(row, teamKey(search)));
    const shown = rows.slice((page - 1) * TEAMS_PAGE_SIZE, page * TEAMS_PAGE_SIZE);
    const ids = shown.map(({ id }) => id);
    const tallies = ids.length === 0 ? [] : await selectTallies(tx, ctx, ids);
    return { teams: withSizes(shown, tallies), total: rows.length };
  });
}

/** The teams with their sizes. */
export function withSizes(rows: readonly TeamRow[], tallies: readonly Tally[]): TeamItem[] {
  const sizes = new Map(
    tallies.map(({ teamId, role, file, hand, both }) => [
      `${teamId} ${role}`,
      { all: file + hand - both, file, hand },
    ]),
  );
  return rows.map((row) => ({
    ...row,
    members: sizes.get(`${row.id} member`) ?? NOBODY,
    managers: sizes.get(`${row.id} manager`) ?? NOBODY,
  }));
}

function matches({ name, aliases }: TeamRow, key: string): boolean {
  return key === "" || [name, ...aliases].some((each) => teamKey(each).includes(key));
}

/** A team of the workspace with its sizes; null when there is none. */
export async function findTeam(ctx: WorkspaceCtx, { id }: { id: number }): Promise<TeamItem | null> {
  return ctx.db.run(async (tx) => {
    const rows = await selectTeamRows(tx, ctx, id);
    if (rows.length === 0) return null;
    return withSizes(rows, await selectTallies(tx, ctx, [id]))[0] ?? null;
  });
}

/** The workspace's teams by name, without looking at who is in them. */
export async function listTeamNames(ctx: WorkspaceCtx): Promise<TeamName[]> {
  return ctx.db.run((tx) => selectTeamNames(tx, ctx));
}

/** Dynamic lists whose rule names the team. */
export async function listTeamUses(
  ctx: WorkspaceCtx,
  { id }: { id: number },
): Promise<{ id: number; name: string }[]> {
  const lists = await ctx.db.run((tx) => selectListRules(tx, ctx));
  return lists
    .filter(
      ({ rule }) => rule && conditionsOf(rule).some((part) => "teamIds" in part && part.teamIds.includes(id)),
    )
    .map(({ id, name }) => ({ id, name }));
}
