"use server";

import { action } from "@/lib/action";
import { createWorkspace } from "@/lib/workspaces/create";
import { deleteWorkspace } from "@/lib/workspaces/delete";
import { renameWorkspace } from "@/lib/workspaces/rename";
import { deletedWorkspace, editedWorkspace, newWorkspace } from "@/lib/workspaces/schema";

export const createWorkspaceAction = action(
  "createWorkspaceAction",
  { can: "workspace:create", input: newWorkspace, refreshes: true },
  createWorkspace,
);

export const renameWorkspaceAction = action(
  "renameWorkspaceAction",
  { can: "workspace:update", input: editedWorkspace, refreshes: true },
  renameWorkspace,
);

export const deleteWorkspaceAction = action(
  "deleteWorkspaceAction",
  { can: "workspace:delete", input: deletedWorkspace, refreshes: true },
  deleteWorkspace,
);
