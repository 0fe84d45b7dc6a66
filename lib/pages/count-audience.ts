import type { WorkspaceCtx } from "@/lib/context";
import { countEveryone, countInLists } from "@/lib/pages/audience.store";
import type { Audience } from "@/lib/pages/schema";

/** How many people such a page is open to right now. */
export async function countAudience(ctx: WorkspaceCtx, { audience, listIds }: Audience): Promise<number> {
  return ctx.db.run((tx) =>
    audience === "everyone" ? countEveryone(tx, ctx) : countInLists(tx, ctx, listIds),
  );
}
