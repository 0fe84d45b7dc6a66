import type { PortalCtx } from "@/lib/context";
import { selectOpenPage } from "@/lib/portal/access.store";

type OpenPageText = { title: string; slug: string; body: string; updatedAt: Date };

/** A page with its text; null when there is none, and just so when this user may not open it right now. */
export async function findOpenPage(ctx: PortalCtx, { slug }: { slug: string }): Promise<OpenPageText | null> {
  return ctx.db.run((tx) => selectOpenPage(tx, ctx, slug));
}
