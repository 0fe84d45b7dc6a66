import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { nextRunAt } from "@/lib/syncs/schedule";
import { cancelScheduled } from "@/lib/syncs/scheduled-runs.store";
import { lockSync, setSync } from "@/lib/syncs/store";

const PAUSED = "The sync was paused before this run began.";

/**
 * Stops the schedule, or starts it again from its next time. A run that the schedule has queued is cancelled; what is
 * running continues, and "Sync now" still works.
 */
export async function setSyncPaused(
  ctx: WorkspaceCtx,
  input: { syncId: string; paused: boolean },
): Promise<void> {
  const { syncId, paused } = input;
  await ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (!row || row.sourceKind === "upload") throw notFound("This sync");
    if (row.paused === paused) return;
    const next = paused ? null : nextRunAt(row, ctx.clock());
    await setSync(tx, ctx, syncId, { paused, nextRunAt: next, updatedAt: ctx.clock() });
    if (paused) await cancelScheduled(tx, ctx, syncId, PAUSED);
    await writeAudit(tx, ctx, {
      action: paused ? "sync.pause" : "sync.resume",
      targetKind: "sync",
      targetId: syncId,
      targetLabel: row.name,
    });
  });
}
