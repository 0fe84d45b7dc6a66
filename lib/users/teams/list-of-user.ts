import type { WorkspaceCtx } from "@/lib/context";
import { teamsOf } from "@/lib/teams/marks";
import { selectGiven } from "@/lib/teams/roster.store";
import { selectTeamNames } from "@/lib/teams/store";
import type { UserTeam } from "@/lib/teams/views";

/** The teams that a user is in or leads, by name, with how that came. */
export async function listTeamsOfUser(ctx: WorkspaceCtx, { id }: { id: number }): Promise<UserTeam[]> {
  return ctx.db.run(async (tx) =>
    teamsOf(id, await selectGiven(tx, ctx, [id]), await selectTeamNames(tx, ctx)),
  );
}
