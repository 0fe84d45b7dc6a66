"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { addListUsers, removeListUsers } from "@/lib/lists/change-users";
import { describeUsers, listMatchingUsers } from "@/lib/users/bulk/read";
import { removeUsers } from "@/lib/users/bulk/remove";
import {
  bulkField,
  bulkList,
  bulkTeam,
  matchingUsers,
  someUsers,
  stayingUsers,
} from "@/lib/users/bulk/schema";
import { setFieldOfUsers } from "@/lib/users/bulk/set-field";
import { createUser } from "@/lib/users/create";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { editedUser, newUser, userId } from "@/lib/users/schema";
import { removeStayingUsers } from "@/lib/users/staying";
import { addUsersToTeam, removeUsersFromTeam } from "@/lib/users/teams/assign";
import { updateUser } from "@/lib/users/update";

export const createUserAction = workspaceAction({ can: "user:create", input: newUser }, async (ctx, input) =>
  createUser(ctx, input),
);

export const updateUserAction = workspaceAction(
  { can: "user:update", input: editedUser },
  async (ctx, input) => updateUser(ctx, input),
);

export const removeUserAction = workspaceAction({ can: "user:remove", input: userId }, async (ctx, input) => {
  const removed = await removeUser(ctx, input);
  refresh();
  return removed;
});

export const restoreUserAction = workspaceAction(
  { can: "user:remove", input: userId },
  async (ctx, input) => {
    await restoreUser(ctx, input);
    refresh();
  },
);

export const describeUsersAction = workspaceAction(
  { can: "user:view", input: someUsers },
  async (ctx, input) => describeUsers(ctx, input),
);

export const listMatchingUsersAction = workspaceAction(
  { can: "user:view", input: matchingUsers },
  async (ctx, input) => listMatchingUsers(ctx, input),
);

export const setFieldOfUsersAction = workspaceAction(
  { can: "user:update", input: bulkField },
  async (ctx, input) => {
    const done = await setFieldOfUsers(ctx, input);
    refresh();
    return done;
  },
);

export const removeUsersAction = workspaceAction(
  { can: "user:remove", input: someUsers },
  async (ctx, input) => {
    const done = await removeUsers(ctx, input);
    refresh();
    return done;
  },
);

export const removeStayingUsersAction = workspaceAction(
  { can: "user:remove", input: stayingUsers },
  async (ctx, input) => {
    const done = await removeStayingUsers(ctx, input);
    refresh();
    return done;
  },
);

export const setTeamOfUsersAction = workspaceAction(
  { can: "team:update", input: bulkTeam },
  async (ctx, { what, ...gift }) => {
    const done =
      what === "add"
        ? (await addUsersToTeam(ctx, gift)).added
        : (await removeUsersFromTeam(ctx, gift)).removed;
    refresh();
    return { done };
  },
);

export const setListOfUsersAction = workspaceAction(
  { can: "list:update", input: bulkList },
  async (ctx, { what, listId, userIds }) => {
    const list = { id: listId, userIds };
    const done =
      what === "add" ? (await addListUsers(ctx, list)).added : (await removeListUsers(ctx, list)).removed;
    refresh();
    return { done };
  },
);
