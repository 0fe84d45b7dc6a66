import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cancel, getRunRow, selectSyncName } from "@/lib/runs/store";

/** Stops a queued or running run with nothing applied. Throws `conflict` when it has ended meanwhile. */
export async function cancelRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<void> {
  const { syncId } = await getRunRow(ctx, runId);
  await ctx.db.run(async (tx) => {
    if (!(await cancel(tx, ctx, runId))) throw endedAlready();
    await writeAudit(tx, ctx, {
      action: "run.cancel",
      targetKind: "run",
      targetId: runId,
      targetLabel: await selectSyncName(tx, ctx, syncId),
      detail: { workspaceId: ctx.workspaceId, syncId },
    });
  });
}

function endedAlready(): AppError {
  return new AppError("conflict", "This run has ended already.", { remedy: "Look at its results." });
}
