import type { PortalCtx } from "@/lib/context";
import { selectLedTeams, selectTeamMates, type TeamMate } from "@/lib/portal/teams.store";

const MATES_MAX = 500;

export type LedTeam = { id: number; name: string; mates: TeamMate[]; total: number };

/** Whether the user leads a team. */
export async function leadsTeams(ctx: PortalCtx): Promise<boolean> {
  return ctx.db.run(async (tx) => (await selectLedTeams(tx, ctx)).length > 0);
}

/**
 * The teams that the user leads, each with its members (at most 500 of them, by name). Name, e-mail and mobile is all
 * that the portal ever shows of other people, and only to who leads them.
 */
export async function listLedTeams(ctx: PortalCtx): Promise<LedTeam[]> {
  return ctx.db.run(async (tx) => {
    const led: LedTeam[] = [];
    for (const team of await selectLedTeams(tx, ctx)) {
      led.push({ ...team, ...(await selectTeamMates(tx, ctx, { teamId: team.id, limit: MATES_MAX })) });
    }
    return led;
  });
}
