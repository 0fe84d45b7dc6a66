import type { TeamRole } from "@/drizzle/schema/team-members";
import type { TeamName } from "@/lib/teams/store";
import type { TeamPart, UserTeam } from "@/lib/teams/views";

type Given = {
  file: readonly { userId: number; teamId: number; role: TeamRole }[];
  hand: readonly { userId: number; teamId: number; role: TeamRole; by: string; at: Date }[];
};

/** One user's teams by name, a part each: what files say and what was added manually. Deleted teams are left out. */
export function teamMembershipsOf(userId: number, given: Given, teams: readonly TeamName[]): UserTeam[] {
  const parts = new Map<string, TeamPart & { teamId: number }>();
  const place = (teamId: number, role: TeamRole) => {
    const key = `${teamId} ${role}`;
    const part = parts.get(key) ?? { teamId, role, byFile: false, byHand: null };
    parts.set(key, part);
    return part;
  };
  for (const row of given.file) if (row.userId === userId) place(row.teamId, row.role).byFile = true;
  for (const row of given.hand) {
    if (row.userId === userId) place(row.teamId, row.role).byHand = { by: row.by, at: row.at };
  }
  return teams.flatMap(({ id, name }) =>
    (["manager", "member"] as const).flatMap((role) => {
      const part = parts.get(`${id} ${role}`);
      return part ? [{ id, name, role, byFile: part.byFile, byHand: part.byHand }] : [];
    }),
  );
}
