import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { clear, setPatience } from "@/lib/syncs/conditions.store";
import { patienceFrom, scheduleOfRow, timesFrom } from "@/lib/syncs/schedule-columns";
import { cancelScheduled } from "@/lib/syncs/scheduled-runs.store";
import { lockSync, setSync } from "@/lib/syncs/store";

type SyncRow = NonNullable<Awaited<ReturnType<typeof lockSync>>>;

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
    if (!paused) return resume(tx, ctx, row);
    await setSync(tx, ctx, syncId, {
      ...{ paused, nextRunAt: null, lookAt: null },
      ...NOT_FAILING,
      updatedAt: now,
    });
    await setPatience(tx, ctx, syncId, { rhythmFrom: null, lateAt: null });
    await clear(tx, ctx, { syncId, kind: "unreachable" });
    const cancelled = await cancelScheduled(tx, ctx, syncId, PAUSED);
    // What had arrived is still there when the sync resumes.
    if (cancelled === "arrival") await setSync(tx, ctx, syncId, { arrivedAt: now, arrivingSince: now });
    await writeAudit(tx, ctx, {
      action: "sync.pause",
      targetKind: "sync",
      targetId: syncId,
      targetLabel: row.name,
    });
  });
}

/** Its set-up is over as well, however far it was. */
async function resume(tx: Tx, ctx: WorkspaceCtx, row: SyncRow): Promise<void> {
  const now = ctx.clock();
  const schedule = scheduleOfRow(row);
  await setSync(tx, ctx, row.id, {
    ...{ paused: false, setup: null },
    ...timesFrom(schedule, now),
    ...NOT_FAILING,
    updatedAt: now,
  });
  await setPatience(tx, ctx, row.id, patienceFrom({ schedule, rhythm: row.rhythm }, now));
  await clear(tx, ctx, { syncId: row.id, kind: "unreachable" });
  await writeAudit(tx, ctx, {
    action: row.setup ? "sync.turn_on" : "sync.resume",
    targetKind: "sync",
    targetId: row.id,
    targetLabel: row.name,
  });
}

/**
 * Turns on a sync that was being set up, when a plan of it is approved: in that transaction, so that neither happens
 * without the other. Does nothing to any other sync.
 */
export async function endSetup(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<void> {
  const row = await lockSync(tx, ctx, syncId);
  if (row?.setup) await resume(tx, ctx, row);
}
