import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { TeamUsers } from "@/lib/teams/schema";
import { lockTeam } from "@/lib/teams/store";
import { takeByHand } from "@/lib/users/teams/give-by-hand";

/**
 * Takes users out of a team, or withdraws them as its managers, as far as it was given by hand: whom a file names stays
 * until the file no longer does. `removed` counts those who had it by hand. Throws `not_found` for the team.
 */
export async function removeUsersFromTeam(
  ctx: WorkspaceCtx,
  { teamId, role, userIds }: TeamUsers,
): Promise<{ removed: number }> {
  return ctx.db.run(async (tx) => {
    const team = await lockTeam(tx, ctx, teamId);
    if (!team) throw notFound("This team");
    const taken = await takeByHand(tx, ctx, { teamId, role, userIds });
    if (taken.length > 0) {
      await writeAudit(tx, ctx, {
        action: "team.remove_users",
        targetKind: "team",
        targetId: teamId,
        targetLabel: team.name,
        detail: { workspaceId: ctx.workspaceId, as: role, users: taken.length, userIds: taken },
      });
    }
    return { removed: taken.length };
  });
}
