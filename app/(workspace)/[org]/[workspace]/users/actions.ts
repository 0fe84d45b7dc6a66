"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { createUser } from "@/lib/users/create";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { editedUser, newUser, userId } from "@/lib/users/schema";
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
