import type { WorkspaceCtx } from "@/lib/context";
import { selectTallies, type Tally } from "@/lib/teams/roster/store";
import { selectTeamRows, type TeamRow } from "@/lib/teams/store";
import type { TeamItem, TeamSize } from "@/lib/teams/views";

/** Every team of the workspace by name, with its sizes as they are now. Looks at every user once. */
export async function listTeams(ctx: WorkspaceCtx): Promise<TeamItem[]> {
  return ctx.db.run(async (tx) => {
    const rows = await selectTeamRows(tx, ctx, null);
    return rows.length === 0 ? [] : withSizes(rows, await selectTallies(tx, ctx));
  });
}

function withSizes(rows: readonly TeamRow[], tallies: readonly Tally[]): TeamItem[] {
  const sizes = new Map<string, TeamSize>();
  for (const { teamId, role, file, hand, both } of tallies) {
    const key = `${teamId} ${role}`;
    const size = sizes.get(key) ?? { all: 0, file: 0, hand: 0 };
    sizes.set(key, {
      all: size.all + file + hand - both,
      file: size.file + file,
      hand: size.hand + hand,
    });
  }
  const sizeOf = (id: number, role: Tally["role"]) =>
    sizes.get(`${id} ${role}`) ?? { all: 0, file: 0, hand: 0 };
  return rows.map((row) => ({
    ...row,
    members: sizeOf(row.id, "member"),
    managers: sizeOf(row.id, "manager"),
  }));
}
