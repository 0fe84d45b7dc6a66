import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { endOpen, getRunRow } from "@/lib/runs/store";

/** Stops a queued or running run with nothing applied. Throws `conflict` when it has ended meanwhile. */
export async function cancelRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<void> {
  if (await endOpen(ctx, runId, { state: "cancelled" })) return;
  await getRunRow(ctx, runId);
  throw new AppError("conflict", "This run has ended already.", { remedy: "Look at its results." });
}
