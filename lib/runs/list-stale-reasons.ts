import type { WorkspaceCtx } from "@/lib/context";
import { partsChanged } from "@/lib/pipeline/plan/lines";
import { selectStaleEvents } from "@/lib/runs/views/stale.store";
import type { StaleReason } from "@/lib/runs/views/types";

/** By user: what happened to those whose planned changes were left alone, since the plan was made. */
export async function listStaleReasons(
  ctx: WorkspaceCtx,
  query: { runId: string; userIds: readonly number[] },
): Promise<ReadonlyMap<number, StaleReason>> {
  const reasons = new Map<number, StaleReason>();
  if (query.userIds.length === 0) return reasons;
  for (const { userId, kind, by, at, before, after } of await ctx.db.run((tx) =>
    selectStaleEvents(tx, ctx, query),
  )) {
    if (reasons.has(userId)) continue;
    reasons.set(userId, { kind, by, at, parts: before && after ? partsChanged(before, after) : [] });
  }
  return reasons;
}
