import { MANAGES_FIELD, type ProfileField, TEAMS_FIELD } from "@/lib/sync/types";
import type { TeamName } from "@/lib/teams/store";

/** The two built-in fields that hold what files say of a user's teams: for planning, and for showing what changed. */
export function teamsAsFields(teams: readonly TeamName[]): ProfileField[] {
  const options = teams.map(({ id, name, aliases }) => ({ id, label: name, aliases }));
  return [
    { id: TEAMS_FIELD, label: "Teams", type: "multiple_choice", options },
    { id: MANAGES_FIELD, label: "Manager of", type: "multiple_choice", options },
  ];
}
