"use server";

import { workspaceAction } from "@/lib/action";
import { createTeam } from "@/lib/teams/create";
import { deleteTeam } from "@/lib/teams/delete";
import { listTeamUses } from "@/lib/teams/read";
import { createTeamInput, teamIdInput, updateTeamInput } from "@/lib/teams/schema";
import { updateTeam } from "@/lib/teams/update";

export const createTeamAction = workspaceAction(
  "createTeamAction",
  { can: "team:create", input: createTeamInput },
  createTeam,
);

export const updateTeamAction = workspaceAction(
  "updateTeamAction",
  { can: "team:update", input: updateTeamInput, refreshes: true },
  updateTeam,
);

/** Doesn't refresh: the page of a deleted team is left first, or it would show "not found" in between. */
export const deleteTeamAction = workspaceAction(
  "deleteTeamAction",
  { can: "team:delete", input: teamIdInput },
  deleteTeam,
);

export const listTeamUsesAction = workspaceAction(
  "listTeamUsesAction",
  { can: "team:view", input: teamIdInput },
  listTeamUses,
);
