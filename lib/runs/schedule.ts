import { subMilliseconds } from "date-fns";
import { tellNow } from "@/lib/alerts/evaluate";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { recordHeartbeat } from "@/lib/db/record-heartbeat";
import { joined } from "@/lib/db/tenant";
import { sendRunsRequested } from "@/lib/jobs/send";
import type { RunTrigger } from "@/lib/model/run";
import type { RunRef, SyncRef } from "@/lib/model/run-ref";
import { getSyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { arrivedSyncs, lateSyncs, queueArrived } from "@/lib/runs/arrivals.store";
import { auditRunStart } from "@/lib/runs/audit-start";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";
import { dueSyncs, queueDue } from "@/lib/runs/system.store";
import { raiseLate } from "@/lib/syncs/conditions.store";
import { nextRunAt } from "@/lib/syncs/schedule";
import { scheduleOfRow } from "@/lib/syncs/schedule-columns";

const LATE_MAX = 500;
/** All that a minute may bring: whoever has a few must not wait for the next because another has hundreds. */
const DUE_MAX = 10_000;

/** So many are queued at a time, and asked for together. */
const TOGETHER = 20;
const AT_A_TIME = 4;

/** How long no further file may have arrived: two files of one night belong to one run. */
export const QUIET_MS = 60_000;

/** How long files may keep arriving without a quiet minute until they are read anyway. */
export const ARRIVING_MS_MAX = 15 * 60_000;

type Queue = (tx: Tx, ctx: WorkspaceCtx, ref: SyncRef) => Promise<string | null>;

/**
 * Queues a run for each sync that is due, and sets its next time from now on: after a downtime it runs once,
 * not once for every time missed. Returns how many were queued.
 */
export async function scheduleDueSyncs(deps: JobDeps = jobDeps()): Promise<{ queued: number }> {
  const now = deps.clock();
  const queued = await startRuns(await dueSyncs(deps.db, now, DUE_MAX), deps, {
    trigger: "schedule",
    queue: async (tx, ctx, { syncId }) => {
      const sync = await getSyncRow({ ...ctx, db: joined(tx) }, syncId);
      const next = nextRunAt(scheduleOfRow(sync), now, sync.nextRunAt);
      return queueDue(tx, ctx, syncId, { now, next });
    },
  });
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
  const queued = await startRuns(await arrivedSyncs(deps.db, times, DUE_MAX), deps, {
    trigger: "arrival",
    queue: (tx, ctx, { syncId }) => queueArrived(tx, ctx, syncId, times),
  });
  if (queued > 0) deps.log.info("sync.arrival.queued", { queued });
  return { queued };
}

/** Marks each sync as late that has waited too long for a new file. Returns how many. */
export async function markLateSyncs(deps: JobDeps = jobDeps()): Promise<{ late: number }> {
  let late = 0;
  for (const sync of await lateSyncs(deps.db, deps.clock(), LATE_MAX)) {
    const ctx = openSystem(sync, deps);
    if (!(await ctx.db.run((tx) => raiseLate(tx, ctx, sync.syncId)))) continue;
    late += 1;
    await tellNow(ctx, sync.syncId);
  }
  if (late > 0) deps.log.info("sync.late.raised", { late });
  return { late };
}

type Start = { trigger: RunTrigger; queue: Queue };

/** Starts runs, of each organization one before the second of any. Gives how many were queued. */
async function startRuns(refs: readonly SyncRef[], deps: JobDeps, start: Start): Promise<number> {
  const waiting = inTurns(refs);
  let queued = 0;
  while (waiting.length > 0) {
    const some = waiting.splice(0, TOGETHER);
    const runs: RunRef[] = [];
    const work = async (): Promise<void> => {
      for (let ref = some.shift(); ref; ref = some.shift()) {
        const runId = await queueRun(ref, deps, start);
        if (runId) runs.push({ ...ref, runId });
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_A_TIME }, work));
    } finally {
      // What is queued is asked for, also where one of them failed.
      await sendRunsRequested(runs, 0);
    }
    queued += runs.length;
  }
  return queued;
}

function inTurns(refs: readonly SyncRef[]): SyncRef[] {
  const seen = new Map<string, number>();
  return refs
    .map((ref) => {
      const turn = seen.get(ref.orgId) ?? 0;
      seen.set(ref.orgId, turn + 1);
      return { ref, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ ref }) => ref);
}

async function queueRun(ref: SyncRef, deps: JobDeps, { trigger, queue }: Start): Promise<string | null> {
  const ctx = openSystem(ref, deps);
  return ctx.db.run(async (tx) => {
    const runId = await queue(tx, ctx, ref);
    const started = { trigger, mode: "complete", intent: "apply", undoes: null } as const;
    if (runId) await auditRunStart(tx, ctx, { ...started, syncId: ref.syncId, runId });
    return runId;
  });
}
