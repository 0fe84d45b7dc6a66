"use server";

import { workspaceAction } from "@/lib/action";
import { teamUsers } from "@/lib/teams/schema";
import { describeUsers, listMatchingUsers } from "@/lib/users/bulk/read";
import { removeUsers } from "@/lib/users/bulk/remove";
import { bulkField, bulkTeam, matchingUsers, someUsers, stayingUsers } from "@/lib/users/bulk/schema";
import { setFieldOfUsers } from "@/lib/users/bulk/set-field";
import { createUser } from "@/lib/users/create";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { editedUser, newUser, userId } from "@/lib/users/schema";
import { removeStayingUsers } from "@/lib/users/staying";
import { addUsersToTeam, removeUsersFromTeam } from "@/lib/users/teams/assign";
import { updateUser } from "@/lib/users/update";

export const createUserAction = workspaceAction(
  "createUserAction",
  { can: "user:create", input: newUser },
  createUser,
);

export const updateUserAction = workspaceAction(
  "updateUserAction",
  { can: "user:update", input: editedUser },
  updateUser,
);

export const removeUserAction = workspaceAction(
  "removeUserAction",
  { can: "user:remove", input: userId, refreshes: true },
  removeUser,
);

export const restoreUserAction = workspaceAction(
  "restoreUserAction",
  { can: "user:remove", input: userId, refreshes: true },
  restoreUser,
);

export const describeUsersAction = workspaceAction(
  "describeUsersAction",
  { can: "user:view", input: someUsers },
  describeUsers,
);

export const listMatchingUsersAction = workspaceAction(
  "listMatchingUsersAction",
  { can: "user:view", input: matchingUsers },
  listMatchingUsers,
);

export const setFieldOfUsersAction = workspaceAction(
  "setFieldOfUsersAction",
  { can: "user:update", input: bulkField, refreshes: true },
  setFieldOfUsers,
);

export const removeUsersAction = workspaceAction(
  "removeUsersAction",
  { can: "user:remove", input: someUsers, refreshes: true },
  removeUsers,
);

export const removeStayingUsersAction = workspaceAction(
  "removeStayingUsersAction",
  { can: "user:remove", input: stayingUsers, refreshes: true },
  removeStayingUsers,
);

export const addUsersToTeamAction = workspaceAction(
  "addUsersToTeamAction",
  { can: "team:update", input: teamUsers, refreshes: true },
  addUsersToTeam,
);

export const removeUsersFromTeamAction = workspaceAction(
  "removeUsersFromTeamAction",
  { can: "team:update", input: teamUsers, refreshes: true },
  removeUsersFromTeam,
);

export const setTeamOfUsersAction = workspaceAction(
  "setTeamOfUsersAction",
  { can: "team:update", input: bulkTeam, refreshes: true },
  async (ctx, { what, ...gift }) => {
    if (what === "add") return { done: (await addUsersToTeam(ctx, gift)).added };
    return { done: (await removeUsersFromTeam(ctx, gift)).removed };
  },
);
