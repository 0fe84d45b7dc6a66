import type { WorkspaceCtx } from "@/lib/context";
import { selectListChoices } from "@/lib/pages/audience.store";
import type { PageListName } from "@/lib/pages/views";

/** The workspace's user lists by name: what a page can be opened to. */
export async function listListChoices(ctx: WorkspaceCtx): Promise<PageListName[]> {
  return ctx.db.run((tx) => selectListChoices(tx, ctx));
}
