import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { clear, setPatience } from "@/lib/syncs/conditions.store";
import { patienceFrom, scheduleOfRow, timesFrom } from "@/lib/syncs/schedule-columns";
import { cancelScheduled } from "@/lib/syncs/scheduled-runs.store";
import { lockSync, setSync } from "@/lib/syncs/store";

const NOT_FAILING = { looksFailingSince: null, lookFailure: null };

const PAUSED = "The sync was paused before this run began.";

/**
 * Stops the schedule, or starts it again from its next time. A run that the schedule or an arrival has queued is cancelled;
 * what is running continues, and "Sync now" still works. A paused sync is not late: it waits for a file from when it resumes.
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
    const now = ctx.clock();
    const schedule = scheduleOfRow(row);
    const times = paused ? { nextRunAt: null, lookAt: null } : timesFrom(schedule, now);
    await setSync(tx, ctx, syncId, { paused, ...times, ...NOT_FAILING, updatedAt: now });
    const patience = paused
      ? { rhythmFrom: null, lateAt: null }
      : patienceFrom({ schedule, rhythm: row.rhythm }, now);
    await setPatience(tx, ctx, syncId, patience);
    await clear(tx, ctx, { syncId, kind: "unreachable" });
    const cancelled = paused ? await cancelScheduled(tx, ctx, syncId, PAUSED) : null;
    // What had arrived is still there when the sync resumes.
    if (cancelled === "arrival") await setSync(tx, ctx, syncId, { arrivedAt: now, arrivingSince: now });
    await writeAudit(tx, ctx, {
      action: paused ? "sync.pause" : "sync.resume",
      targetKind: "sync",
      targetId: syncId,
      targetLabel: row.name,
    });
  });
}
