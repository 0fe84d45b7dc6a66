import type { WorkspaceCtx } from "@/lib/context";
import { selectTeamNames, type TeamName } from "@/lib/teams/store";

/** The workspace's teams by name, without looking at who is in them. */
export async function listTeamNames(ctx: WorkspaceCtx): Promise<TeamName[]> {
  return ctx.db.run((tx) => selectTeamNames(tx, ctx));
}
