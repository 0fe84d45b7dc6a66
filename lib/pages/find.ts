import type { WorkspaceCtx } from "@/lib/context";
import { selectPage } from "@/lib/pages/store";
import type { PageDetail } from "@/lib/pages/views";

/** A page of the workspace with its text; null when there is none. */
export async function findPage(ctx: WorkspaceCtx, { id }: { id: number }): Promise<PageDetail | null> {
  return ctx.db.run((tx) => selectPage(tx, ctx, id));
}
