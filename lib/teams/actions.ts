"use server";

import { workspaceAction } from "@/lib/action";
import { createTeam } from "@/lib/teams/create";
import { deleteTeam } from "@/lib/teams/delete";
import { listTeamUses } from "@/lib/teams/read";
import { editedTeam, newTeam, teamId } from "@/lib/teams/schema";
import { updateTeam } from "@/lib/teams/update";

export const createTeamAction = workspaceAction(
  "createTeamAction",
  { can: "team:create", input: newTeam },
  createTeam,
);

export const updateTeamAction = workspaceAction(
  "updateTeamAction",
  { can: "team:update", input: editedTeam, refreshes: true },
  updateTeam,
);

/** Doesn't refresh: the page of a deleted team is left first, or it would show "not found" in between. */
export const deleteTeamAction = workspaceAction(
  "deleteTeamAction",
  { can: "team:delete", input: teamId },
  deleteTeam,
);

export const listTeamUsesAction = workspaceAction(
  "listTeamUsesAction",
  { can: "team:view", input: teamId },
  listTeamUses,
);
