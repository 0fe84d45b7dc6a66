"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { createTeam } from "@/lib/teams/create";
import { deleteTeam } from "@/lib/teams/delete";
import { listTeamUses } from "@/lib/teams/read";
import { editedTeam, newTeam, teamId, teamUsers } from "@/lib/teams/schema";
import { updateTeam } from "@/lib/teams/update";
import { addUsersToTeam, removeUsersFromTeam } from "@/lib/users/teams/assign";

export const createTeamAction = workspaceAction({ can: "team:create", input: newTeam }, async (ctx, input) =>
  createTeam(ctx, input),
);

export const updateTeamAction = workspaceAction(
  { can: "team:update", input: editedTeam },
  async (ctx, input) => {
    const updated = await updateTeam(ctx, input);
    refresh();
    return updated;
  },
);

/** Leaves the page as it is: whoever deletes the team of this page goes elsewhere first. */
export const deleteTeamAction = workspaceAction({ can: "team:delete", input: teamId }, async (ctx, input) =>
  deleteTeam(ctx, input),
);

export const addUsersToTeamAction = workspaceAction(
  { can: "team:update", input: teamUsers },
  async (ctx, input) => {
    const done = await addUsersToTeam(ctx, input);
    refresh();
    return done;
  },
);

export const removeUsersFromTeamAction = workspaceAction(
  { can: "team:update", input: teamUsers },
  async (ctx, input) => {
    const done = await removeUsersFromTeam(ctx, input);
    refresh();
    return done;
  },
);

export const listTeamUsesAction = workspaceAction({ can: "team:view", input: teamId }, async (ctx, input) =>
  listTeamUses(ctx, input),
);
