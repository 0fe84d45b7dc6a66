import type { WorkspaceCtx } from "@/lib/context";
import { withSizes } from "@/lib/teams/list";
import { selectTallies } from "@/lib/teams/roster.store";
import { selectTeamRows } from "@/lib/teams/store";
import type { TeamItem } from "@/lib/teams/views";

/** A team of the workspace with its sizes; null when there is none. */
export async function findTeam(ctx: WorkspaceCtx, { id }: { id: number }): Promise<TeamItem | null> {
  return ctx.db.run(async (tx) => {
    const rows = await selectTeamRows(tx, ctx, id);
    if (rows.length === 0) return null;
    return withSizes(rows, await selectTallies(tx, ctx, [id]))[0] ?? null;
  });
}
