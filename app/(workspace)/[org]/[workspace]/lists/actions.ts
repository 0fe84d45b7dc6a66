"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { addListUsers, removeListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { deleteList } from "@/lib/lists/delete";
import { askedPeople } from "@/lib/lists/get-run-effects";
import { listEffectPeople } from "@/lib/lists/list-effect-people";
import { previewRule } from "@/lib/lists/preview-rule";
import { editedList, listId, listUsers, newList, previewedRule } from "@/lib/lists/schema";
import { updateList } from "@/lib/lists/update";

export const createListAction = workspaceAction({ can: "list:create", input: newList }, async (ctx, input) =>
  createList(ctx, input),
);

export const updateListAction = workspaceAction(
  { can: "list:update", input: editedList },
  async (ctx, input) => updateList(ctx, input),
);

export const deleteListAction = workspaceAction({ can: "list:delete", input: listId }, async (ctx, input) =>
  deleteList(ctx, input),
);

export const previewRuleAction = workspaceAction(
  { can: "list:view", input: previewedRule },
  async (ctx, input) => previewRule(ctx, input),
);

export const addListUsersAction = workspaceAction(
  { can: "list:update", input: listUsers },
  async (ctx, input) => {
    const added = await addListUsers(ctx, input);
    refresh();
    return added;
  },
);

export const removeListUsersAction = workspaceAction(
  { can: "list:update", input: listUsers },
  async (ctx, input) => {
    const removed = await removeListUsers(ctx, input);
    refresh();
    return removed;
  },
);

export const listEffectPeopleAction = workspaceAction(
  { can: "run:view", input: askedPeople },
  async (ctx, input) => listEffectPeople(ctx, input),
);
