"use server";

import { workspaceAction } from "@/lib/action";
import { cancelBulkEdit } from "@/lib/bulk-edits/end";
import { describeUsers, getBulkEdit } from "@/lib/bulk-edits/read";
import {
  bulkEditIdInput,
  bulkFieldInput,
  bulkListInput,
  bulkRemoveInput,
  bulkTeamInput,
  describeInput,
} from "@/lib/bulk-edits/schema";
import { moveManyInList, moveManyInTeam, removeMany, setFieldOfMany } from "@/lib/bulk-edits/start";
import { undoBulkEdit } from "@/lib/bulk-edits/undo";

export const describeUsersAction = workspaceAction(
  "describeUsersAction",
  { can: "user:view", input: describeInput },
  describeUsers,
);

export const setFieldOfManyAction = workspaceAction(
  "setFieldOfManyAction",
  { can: "user:update", input: bulkFieldInput, refreshes: true },
  setFieldOfMany,
);

export const removeManyAction = workspaceAction(
  "removeManyAction",
  { can: "user:remove", input: bulkRemoveInput, refreshes: true },
  removeMany,
);

export const moveManyInListAction = workspaceAction(
  "moveManyInListAction",
  { can: "list:update", input: bulkListInput, refreshes: true },
  moveManyInList,
);

export const moveManyInTeamAction = workspaceAction(
  "moveManyInTeamAction",
  { can: "team:update", input: bulkTeamInput, refreshes: true },
  moveManyInTeam,
);

export const getBulkEditAction = workspaceAction(
  "getBulkEditAction",
  { can: "user:view", input: bulkEditIdInput },
  getBulkEdit,
);

export const cancelBulkEditAction = workspaceAction(
  "cancelBulkEditAction",
  { can: "user:update", input: bulkEditIdInput, refreshes: true },
  cancelBulkEdit,
);

export const undoBulkEditAction = workspaceAction(
  "undoBulkEditAction",
  { can: "user:update", input: bulkEditIdInput, refreshes: true },
  undoBulkEdit,
);
