import type { WorkspaceCtx } from "@/lib/context";
import { TEAMS_PAGE_SIZE } from "@/lib/teams/limits";
import { teamKey } from "@/lib/teams/names";
import { selectTallies, type Tally } from "@/lib/teams/roster.store";
import { selectTeamRows, type TeamRow } from "@/lib/teams/store";
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
