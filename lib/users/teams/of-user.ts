import type { TeamRole } from "@/drizzle/schema/team-members";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { selectGiven, selectHandRows } from "@/lib/teams/members.store";
import { selectTeamNames } from "@/lib/teams/store";
import { teamMembershipsOf } from "@/lib/teams/team-memberships";
import type { UserTeam } from "@/lib/teams/views";
import { giveByHand, takeByHand } from "@/lib/users/teams/assign";

/** The teams that a user is in or leads, by name, with how that came. */
export async function listTeamsOfUser(ctx: WorkspaceCtx, { id }: { id: number }): Promise<UserTeam[]> {
  return ctx.db.run(async (tx) =>
    teamMembershipsOf(id, await selectGiven(tx, ctx, [id]), await selectTeamNames(tx, ctx)),
  );
}

/** Team ids as text, as a form holds them. */
type HandTeams = Readonly<Record<TeamRole, readonly string[]>>;

/**
 * Sets a user's manual teams to exactly this, and returns whether anything changed; undefined changes nothing.
 * Throws `invalid_input` for a team that is gone. For the verbs that save a user.
 */
export async function setTeamsOfUser(
  tx: Tx,
  ctx: WorkspaceCtx,
  { userId, teams }: { userId: number; teams: HandTeams | undefined },
): Promise<boolean> {
  if (!teams) return false;
  const names = new Map((await selectTeamNames(tx, ctx)).map(({ id, name }) => [id, name]));
  const rows = await selectHandRows(tx, ctx, [userId]);
  let changed = false;
  for (const role of ["member", "manager"] as const) {
    const had = new Set(rows.filter((row) => row.role === role).map(({ teamId }) => teamId));
    const wanted = new Set(teams[role].map(Number));
    for (const teamId of wanted) if (!names.has(teamId) && !had.has(teamId)) throw gone(role);
    for (const teamId of [...wanted].filter((id) => !had.has(id))) {
      await giveByHand(tx, ctx, { teamId, role, userIds: [userId] });
      await note("team.add_users", teamId, role);
    }
    for (const teamId of [...had].filter((id) => !wanted.has(id))) {
      await takeByHand(tx, ctx, { teamId, role, userIds: [userId] });
      await note("team.remove_users", teamId, role);
    }
  }
  return changed;

  async function note(action: "team.add_users" | "team.remove_users", teamId: number, role: TeamRole) {
    changed = true;
    await writeAudit(tx, ctx, {
      action,
      targetKind: "team",
      targetId: teamId,
      targetLabel: names.get(teamId),
      detail: { workspaceId: ctx.workspaceId, as: role, users: 1, userIds: [userId] },
    });
  }
}

function gone(role: TeamRole): AppError {
  const message = "One of the teams was deleted in the meantime. Reload the page.";
  return new AppError("invalid_input", message, { fieldErrors: { [`teams.${role}`]: message } });
}
