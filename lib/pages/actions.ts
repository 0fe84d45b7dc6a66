"use server";

import { workspaceAction } from "@/lib/action";
import { createPage } from "@/lib/pages/create";
import { deletePage } from "@/lib/pages/delete";
import { countAudience } from "@/lib/pages/read";
import { reorderPages } from "@/lib/pages/reorder";
import { audience, createPageInput, pageIdInput, pageOrderInput, updatePageInput } from "@/lib/pages/schema";
import { updatePage } from "@/lib/pages/update";

export const createPageAction = workspaceAction(
  "createPageAction",
  { can: "page:create", input: createPageInput },
  createPage,
);

export const updatePageAction = workspaceAction(
  "updatePageAction",
  { can: "page:update", input: updatePageInput },
  updatePage,
);

export const deletePageAction = workspaceAction(
  "deletePageAction",
  { can: "page:delete", input: pageIdInput, refreshes: true },
  deletePage,
);

export const reorderPagesAction = workspaceAction(
  "reorderPagesAction",
  { can: "page:update", input: pageOrderInput, refreshes: true },
  reorderPages,
);

export const countAudienceAction = workspaceAction(
  "countAudienceAction",
  { can: "page:view", input: audience },
  countAudience,
);
