"use server";

import { workspaceAction } from "@/lib/action";
import { teamUsersInput } from "@/lib/teams/schema";
import { stayingUsersInput } from "@/lib/users/bulk/schema";
import { createUser } from "@/lib/users/create";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { createUserInput, updateUserInput, userIdInput } from "@/lib/users/schema";
import { removeStayingUsers } from "@/lib/users/staying";
import { addUsersToTeam, removeUsersFromTeam } from "@/lib/users/teams/assign";
import { updateUser } from "@/lib/users/update";

export const createUserAction = workspaceAction(
  "createUserAction",
  { can: "user:create", input: createUserInput },
  createUser,
);

export const updateUserAction = workspaceAction(
  "updateUserAction",
  { can: "user:update", input: updateUserInput },
  updateUser,
);

export const removeUserAction = workspaceAction(
  "removeUserAction",
  { can: "user:remove", input: userIdInput, refreshes: true },
  removeUser,
);

export const restoreUserAction = workspaceAction(
  "restoreUserAction",
  { can: "user:remove", input: userIdInput, refreshes: true },
  restoreUser,
);

export const removeStayingUsersAction = workspaceAction(
  "removeStayingUsersAction",
  { can: "user:remove", input: stayingUsersInput, refreshes: true },
  removeStayingUsers,
);

export const addUsersToTeamAction = workspaceAction(
  "addUsersToTeamAction",
  { can: "team:update", input: teamUsersInput, refreshes: true },
  addUsersToTeam,
);

export const removeUsersFromTeamAction = workspaceAction(
  "removeUsersFromTeamAction",
  { can: "team:update", input: teamUsersInput, refreshes: true },
  removeUsersFromTeam,
);
