"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { createPage } from "@/lib/pages/create";
import { deletePage } from "@/lib/pages/delete";
import { countAudience } from "@/lib/pages/read";
import { reorderPages } from "@/lib/pages/reorder";
import { audience, editedPage, newPage, pageId, pageOrder } from "@/lib/pages/schema";
import { updatePage } from "@/lib/pages/update";

export const createPageAction = workspaceAction({ can: "page:create", input: newPage }, async (ctx, input) =>
  createPage(ctx, input),
);

export const updatePageAction = workspaceAction(
  { can: "page:update", input: editedPage },
  async (ctx, input) => updatePage(ctx, input),
);

export const deletePageAction = workspaceAction({ can: "page:delete", input: pageId }, async (ctx, input) => {
  await deletePage(ctx, input);
  refresh();
});

export const reorderPagesAction = workspaceAction(
  { can: "page:update", input: pageOrder },
  async (ctx, input) => {
    await reorderPages(ctx, input);
    refresh();
  },
);

export const countAudienceAction = workspaceAction(
  { can: "page:view", input: audience },
  async (ctx, input) => countAudience(ctx, input),
);
