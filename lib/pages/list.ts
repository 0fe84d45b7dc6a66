import type { WorkspaceCtx } from "@/lib/context";
import { selectPages } from "@/lib/pages/store";
import type { PageItem } from "@/lib/pages/views";

/** The workspace's pages in their order. */
export async function listPages(ctx: WorkspaceCtx): Promise<PageItem[]> {
  return ctx.db.run((tx) => selectPages(tx, ctx));
}
