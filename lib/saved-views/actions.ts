"use server";

import { workspaceAction } from "@/lib/action";
import { renameViewInput, saveViewInput, viewIdInput } from "@/lib/saved-views/schema";
import {
  deleteSharedView,
  deleteView,
  renameSharedView,
  renameView,
  saveView,
  shareView,
} from "@/lib/saved-views/views";

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

export const renameViewAction = workspaceAction(
  "renameViewAction",
  { can: "user:view", input: renameViewInput, refreshes: true },
  renameView,
);

export const renameSharedViewAction = workspaceAction(
  "renameSharedViewAction",
  { can: "user:update", input: renameViewInput, refreshes: true },
  renameSharedView,
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
