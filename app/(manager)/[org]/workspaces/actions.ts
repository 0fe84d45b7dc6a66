"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { createWorkspace } from "@/lib/workspaces/create";
import { deleteWorkspace } from "@/lib/workspaces/delete";
import { renameWorkspace } from "@/lib/workspaces/rename";
import { deletedWorkspace, editedWorkspace, newWorkspace } from "@/lib/workspaces/schema";

export const createWorkspaceAction = action(
  { can: "workspace:create", input: newWorkspace },
  async (ctx, input) => {
    const made = await createWorkspace(ctx, input);
    refresh();
    return made;
  },
);

export const renameWorkspaceAction = action(
  { can: "workspace:update", input: editedWorkspace },
  async (ctx, input) => {
    const renamed = await renameWorkspace(ctx, input);
    refresh();
    return renamed;
  },
);

export const deleteWorkspaceAction = action(
  { can: "workspace:delete", input: deletedWorkspace },
  async (ctx, input) => {
    await deleteWorkspace(ctx, input);
    refresh();
  },
);
