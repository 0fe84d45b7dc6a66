import type { WorkspaceCtx } from "@/lib/context";
import { countEveryone, countInLists, selectListChoices } from "@/lib/pages/audience.store";
import type { Audience } from "@/lib/pages/schema";
import { selectPage, selectPages } from "@/lib/pages/store";
import type { PageDetail, PageItem, PageListName } from "@/lib/pages/views";

/** The workspace's pages in their order. */
export async function listPages(ctx: WorkspaceCtx): Promise<PageItem[]> {
  return ctx.db.run((tx) => selectPages(tx, ctx));
}

/** A page of the workspace with its text; null when there is none. */
export async function findPage(ctx: WorkspaceCtx, { id }: { id: number }): Promise<PageDetail | null> {
  return ctx.db.run((tx) => selectPage(tx, ctx, id));
}

/** The workspace's user lists by name: what a page can be opened to. */
export async function listListChoices(ctx: WorkspaceCtx): Promise<PageListName[]> {
  return ctx.db.run((tx) => selectListChoices(tx, ctx));
}

/** How many people such a page is open to right now. */
export async function countAudience(ctx: WorkspaceCtx, { audience, listIds }: Audience): Promise<number> {
  return ctx.db.run((tx) =>
    audience === "everyone" ? countEveryone(tx, ctx) : countInLists(tx, ctx, listIds),
  );
}

/** The id in a page's address; null for what can't be one. */
export function readPageId(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
