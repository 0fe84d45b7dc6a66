"use server";

import { workspaceAction } from "@/lib/action";
import { saveViewInput, viewIdInput } from "@/lib/saved-views/schema";
import { deleteSharedView, deleteView, saveView, shareView } from "@/lib/saved-views/views";

export const saveViewAction = workspaceAction(
  "saveViewAction",
  { can: "user:view", input: saveViewInput, refreshes: true },
  saveView,
);

export const shareViewAction = workspaceAction(
  "shareViewAction",
  { can: "user:update", input: saveViewInput, refreshes: true },
  shareView,
);

export const deleteViewAction = workspaceAction(
  "deleteViewAction",
  { can: "user:view", input: viewIdInput, refreshes: true },
  deleteView,
);

export const deleteSharedViewAction = workspaceAction(
  "deleteSharedViewAction",
  { can: "user:update", input: viewIdInput, refreshes: true },
  deleteSharedView,
);
