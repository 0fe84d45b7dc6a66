"use server";

import { workspaceAction } from "@/lib/action";
import { addListUsers, removeListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { deleteList } from "@/lib/lists/delete";
import { effectPeopleInput } from "@/lib/lists/get-run-effects";
import { listEffectPeople } from "@/lib/lists/list-effect-people";
import { previewRule } from "@/lib/lists/preview-rule";
import {
  createListInput,
  listIdInput,
  listUsersInput,
  previewRuleInput,
  updateListInput,
} from "@/lib/lists/schema";
import { updateList } from "@/lib/lists/update";

export const createListAction = workspaceAction(
  "createListAction",
  { can: "list:create", input: createListInput },
  createList,
);

export const updateListAction = workspaceAction(
  "updateListAction",
  { can: "list:update", input: updateListInput },
  updateList,
);

export const deleteListAction = workspaceAction(
  "deleteListAction",
  { can: "list:delete", input: listIdInput },
  deleteList,
);

export const previewRuleAction = workspaceAction(
  "previewRuleAction",
  { can: "list:view", input: previewRuleInput },
  previewRule,
);

export const addListUsersAction = workspaceAction(
  "addListUsersAction",
  { can: "list:update", input: listUsersInput, refreshes: true },
  addListUsers,
);

export const removeListUsersAction = workspaceAction(
  "removeListUsersAction",
  { can: "list:update", input: listUsersInput, refreshes: true },
  removeListUsers,
);

export const listEffectPeopleAction = workspaceAction(
  "listEffectPeopleAction",
  { can: "run:view", input: effectPeopleInput },
  listEffectPeople,
);
