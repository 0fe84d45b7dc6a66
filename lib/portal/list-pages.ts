import type { PortalCtx } from "@/lib/context";
import { selectOpenPages } from "@/lib/portal/access.store";

type OpenPage = { id: number; title: string; slug: string };

/** The pages that the user may open right now, in their order. Asked anew each time: nothing of it is kept. */
export async function listOpenPages(ctx: PortalCtx): Promise<OpenPage[]> {
  return ctx.db.run((tx) => selectOpenPages(tx, ctx));
}
