import type { WorkspaceCtx } from "@/lib/context";
import { type MatchTally, selectMatchTally } from "@/lib/runs/matches.store";

/** How many new IDs of a run's plan may be known users, by what and by the choice so far; none for an unknown run. */
export async function tallyMatches(
  ctx: WorkspaceCtx,
  { runId }: { runId: string },
): Promise<readonly MatchTally[]> {
  return ctx.db.run((tx) => selectMatchTally(tx, ctx, runId));
}
