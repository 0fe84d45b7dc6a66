import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { TeamUsers } from "@/lib/teams/schema";
import { lockTeam } from "@/lib/teams/store";
import { giveByHand } from "@/lib/users/teams/give-by-hand";

/**
 * Puts users in a team, or appoints them its managers, by hand: no file takes it away. Removed users are left out.
 * `added` counts those for whom it is new. Throws `not_found` for the team.
 */
export async function addUsersToTeam(
  ctx: WorkspaceCtx,
  { teamId, role, userIds }: TeamUsers,
): Promise<{ added: number }> {
  return ctx.db.run(async (tx) => {
    const team = await lockTeam(tx, ctx, teamId);
    if (!team) throw notFound("This team");
    const given = await giveByHand(tx, ctx, { teamId, role, userIds });
    if (given.length > 0) {
      await writeAudit(tx, ctx, {
        action: "team.add_users",
        targetKind: "team",
        targetId: teamId,
        targetLabel: team.name,
        detail: { workspaceId: ctx.workspaceId, as: role, users: given.length, userIds: given },
      });
    }
    return { added: given.length };
  });
}
