import {
  HAND_MANAGES_FIELD,
  HAND_TEAMS_FIELD,
  MANAGES_FIELD,
  type ProfileField,
  TEAMS_FIELD,
} from "@/lib/model/field";
import type { TeamName } from "@/lib/teams/store";

/** The two built-in fields that hold what files say of a user's teams: for planning, and for showing what changed. */
export function teamsAsFields(teams: readonly TeamName[]): ProfileField[] {
  const options = teams.map(({ id, name, aliases }) => ({ id, label: name, aliases }));
  return [
    { id: TEAMS_FIELD, label: "Teams", type: "multiple_choice", options },
    { id: MANAGES_FIELD, label: "Manager of", type: "multiple_choice", options },
  ];
}

/** What a user's history may mention besides profile fields: teams from files and teams given manually. */
export function teamsInHistory(teams: readonly TeamName[]): ProfileField[] {
  const [inTeams, manages] = teamsAsFields(teams);
  if (!inTeams || !manages) return [];
  return [
    inTeams,
    manages,
    { ...inTeams, id: HAND_TEAMS_FIELD, label: "Teams (added manually)" },
    { ...manages, id: HAND_MANAGES_FIELD, label: "Manager of (added manually)" },
  ];
}
