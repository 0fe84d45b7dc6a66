import { createTeam } from "@/lib/teams/create";
import { deleteTeam } from "@/lib/teams/delete";
import { findTeam, listTeamNames, listTeams, listTeamUses } from "@/lib/teams/read";
import { updateTeam } from "@/lib/teams/update";
import { addUsersToTeam, removeUsersFromTeam } from "@/lib/users/teams/assign";
import { listTeamUsers } from "@/lib/users/teams/list-users";
import { listTeamsOfUser } from "@/lib/users/teams/of-user";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const fresh = () => ({ name: `Another ${crypto.randomUUID()}`, aliases: [] });
const named = ({ teamId }: World) => ({ id: teamId });
const edited = ({ teamId }: World) => ({ id: teamId, name: "Taken", aliases: [], keepName: true });
const given = ({ teamId, userId }: World) => ({ teamId, role: "manager" as const, userIds: [userId] });
const within = async (stranger: World, victim: World) => {
  const { id } = await createTeam(stranger.ws, fresh());
  return addUsersToTeam(stranger.ws, { teamId: id, role: "member", userIds: [victim.userId] });
};

export const verbs: Cases["verbs"] = {
  listTeams: { outcome: "own", call: ({ ws }, { mark }) => listTeams(ws, { search: mark, page: 1 }) },
  listTeamNames: { outcome: "own", call: ({ ws }) => listTeamNames(ws) },
  findTeam: { outcome: "own", call: ({ ws }, victim) => findTeam(ws, named(victim)) },
  listTeamUses: { outcome: "own", call: ({ ws }, victim) => listTeamUses(ws, named(victim)) },
  listTeamsOfUser: { outcome: "own", call: ({ ws }, { userId }) => listTeamsOfUser(ws, { id: userId }) },
  listTeamUsers: {
    outcome: "own",
    call: ({ ws }, { teamId, mark }) =>
      listTeamUsers(ws, { id: teamId, role: "manager", search: mark, origin: null, cursor: null }),
  },
  createTeam: { outcome: "own", call: ({ ws }) => createTeam(ws, fresh()) },
  updateTeam: { outcome: "not_found", call: ({ ws }, victim) => updateTeam(ws, edited(victim)) },
  deleteTeam: { outcome: "not_found", call: ({ ws }, victim) => deleteTeam(ws, named(victim)) },
  /** Into a team of one's own: a user of somebody else is left out. */
  addUsersToTeam: { outcome: "own", call: within },
  removeUsersFromTeam: {
    outcome: "not_found",
    call: ({ ws }, victim) => removeUsersFromTeam(ws, given(victim)),
  },
};

export const actions: Cases["actions"] = {
  createTeamAction: { scope: "workspace", can: "team:create", outcome: "own", input: fresh },
  updateTeamAction: { scope: "workspace", can: "team:update", outcome: "not_found", input: edited },
  deleteTeamAction: { scope: "workspace", can: "team:delete", outcome: "not_found", input: named },
  addUsersToTeamAction: { scope: "workspace", can: "team:update", outcome: "not_found", input: given },
  removeUsersFromTeamAction: { scope: "workspace", can: "team:update", outcome: "not_found", input: given },
  listTeamUsesAction: { scope: "workspace", can: "team:view", outcome: "own", input: named },
};
