import { asc } from "drizzle-orm";
import { savedViews } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import type { ViewPlace } from "@/lib/model/saved-view";

/** Changes what the saved views of the workspace show, shared ones and everyone's own. */
export async function changeViews(
  tx: Tx,
  ctx: WorkspaceCtx,
  change: (place: ViewPlace) => ViewPlace,
): Promise<void> {
  const views = await tx
    .select({ id: savedViews.id, place: savedViews.place })
    .from(savedViews)
    .where(inWorkspace(savedViews, ctx))
    .orderBy(asc(savedViews.id))
    .for("update");
  for (const { id, place } of views) {
    const after = change(place);
    if (JSON.stringify(after) === JSON.stringify(place)) continue;
    await tx
      .update(savedViews)
      .set({ place: after })
      .where(byId(savedViews, ctx, id));
  }
}
