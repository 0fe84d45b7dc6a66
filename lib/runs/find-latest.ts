import type { WorkspaceCtx } from "@/lib/context";
import { selectLatestRunId } from "@/lib/runs/views/runs.store";

/** The newest run of a sync, whatever its state; null before the first. */
export async function findLatestRun(
  ctx: WorkspaceCtx,
  { syncId }: { syncId: string },
): Promise<string | null> {
  return (await ctx.db.run((tx) => selectLatestRunId(tx, ctx, syncId))) ?? null;
}
