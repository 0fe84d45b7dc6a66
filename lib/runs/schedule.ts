import { subMilliseconds } from "date-fns";
import { tellNow } from "@/lib/alerts/evaluate";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { recordHeartbeat } from "@/lib/db/record-heartbeat";
import { sendRunRequested } from "@/lib/jobs/send";
import type { RunTrigger } from "@/lib/model/run";
import type { SyncRef } from "@/lib/model/run-ref";
import { getSyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { arrivedSyncs, lateSyncs, queueArrived } from "@/lib/runs/arrivals.store";
import { auditRunStart } from "@/lib/runs/audit-start";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";
import { dueSyncs, queueDue } from "@/lib/runs/system.store";
import { raiseLate } from "@/lib/syncs/conditions.store";
import { nextRunAt } from "@/lib/syncs/schedule";
import { scheduleOfRow } from "@/lib/syncs/schedule-columns";

const DUE_MAX = 500;

/** How long no further file may have arrived: two files of one night belong to one run. */
export const QUIET_MS = 60_000;

/** How long files may keep arriving without a quiet minute until they are read anyway. */
export const ARRIVING_MS_MAX = 15 * 60_000;

type Queue = (tx: Tx, ctx: WorkspaceCtx) => Promise<string | null>;

/**
 * Queues a run for each sync that is due, and sets its next time from now on: after a downtime it runs once,
 * not once for every time missed. Returns how many were queued.
 */
export async function scheduleDueSyncs(deps: JobDeps = jobDeps()): Promise<{ queued: number }> {
  const now = deps.clock();
  let queued = 0;
  for (const due of await dueSyncs(deps.db, now, DUE_MAX)) {
    const sync = await getSyncRow(openSystem(due, deps), due.syncId);
    const next = nextRunAt(scheduleOfRow(sync), now, sync.nextRunAt);
    const queue: Queue = (tx, ctx) => queueDue(tx, ctx, due.syncId, { now, next });
    if (await startRun(due, deps, { trigger: "schedule", queue })) queued += 1;
  }
  await recordHeartbeat(deps.db, "scheduler");
  if (queued > 0) deps.log.info("sync.schedule.queued", { queued });
  return { queued };
}

/**
 * Queues a run for each sync on arrival whose files have been quiet for a minute, or have kept arriving
 * for `ARRIVING_MS_MAX`. A run takes the note of an arrival off
 * in the statement that queues it, so that there is exactly one, wherever a process dies. Returns how many were queued.
 */
export async function queueArrivedSyncs(deps: JobDeps = jobDeps()): Promise<{ queued: number }> {
  const now = deps.clock();
  const times = {
    quietSince: subMilliseconds(now, QUIET_MS),
    arrivingBefore: subMilliseconds(now, ARRIVING_MS_MAX),
  };
  let queued = 0;
  for (const arrived of await arrivedSyncs(deps.db, times, DUE_MAX)) {
    const queue: Queue = (tx, ctx) => queueArrived(tx, ctx, arrived.syncId, times);
    if (await startRun(arrived, deps, { trigger: "arrival", queue })) queued += 1;
  }
  if (queued > 0) deps.log.info("sync.arrival.queued", { queued });
  return { queued };
}

/** Marks each sync as late that has waited too long for a new file. Returns how many. */
export async function markLateSyncs(deps: JobDeps = jobDeps()): Promise<{ late: number }> {
  let late = 0;
  for (const sync of await lateSyncs(deps.db, deps.clock(), DUE_MAX)) {
    const ctx = openSystem(sync, deps);
    if (!(await ctx.db.run((tx) => raiseLate(tx, ctx, sync.syncId)))) continue;
    late += 1;
    await tellNow(ctx, sync.syncId);
  }
  if (late > 0) deps.log.info("sync.late.raised", { late });
  return { late };
}

async function startRun(
  ref: SyncRef,
  deps: JobDeps,
  { trigger, queue }: { trigger: RunTrigger; queue: Queue },
): Promise<boolean> {
  const ctx = openSystem(ref, deps);
  const runId = await ctx.db.run(async (tx) => {
    const queuedId = await queue(tx, ctx);
    const started = { trigger, mode: "complete", intent: "apply", undoes: null } as const;
    if (queuedId) await auditRunStart(tx, ctx, { ...started, syncId: ref.syncId, runId: queuedId });
    return queuedId;
  });
  if (runId) await sendRunRequested({ ...ref, runId }, 0);
  return runId !== null;
}
