import type { WorkspaceCtx } from "@/lib/context";
import { selectRunMonths } from "@/lib/runs/views/runs.store";
import type { RunMonth } from "@/lib/runs/views/types";

/** The sums of runs that are no longer listed, newest month first; of one sync, or of all of the workspace. */
export async function listRunMonths(ctx: WorkspaceCtx, syncId: string | null): Promise<RunMonth[]> {
  return ctx.db.run((tx) => selectRunMonths(tx, ctx, syncId));
}
