import { recordHeartbeat } from "@/lib/db/record-heartbeat";
import { sendRunRequested } from "@/lib/jobs/send";
import { getSyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { auditRunStart } from "@/lib/runs/audit-start";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";
import { dueSyncs, queueDue } from "@/lib/runs/system.store";
import { nextRunAt } from "@/lib/syncs/schedule";

const DUE_MAX = 500;

const SCHEDULED = { trigger: "schedule", mode: "complete", intent: "apply", undoes: null } as const;

/**
 * Queues a run for each sync that is due, and sets its next time from now on: after a downtime it runs once,
 * not once for every time missed. Returns how many were queued.
 */
export async function scheduleDueSyncs(deps: JobDeps = jobDeps()): Promise<{ queued: number }> {
  const now = deps.clock();
  let queued = 0;
  for (const due of await dueSyncs(deps.db, now, DUE_MAX)) {
    const ctx = openSystem(due, deps);
    const sync = await getSyncRow(ctx, due.syncId);
    const next = nextRunAt(sync, now, sync.nextRunAt);
    const runId = await ctx.db.run(async (tx) => {
      const queuedId = await queueDue(tx, ctx, due.syncId, { now, next });
      if (queuedId) await auditRunStart(tx, ctx, { ...SCHEDULED, syncId: due.syncId, runId: queuedId });
      return queuedId;
    });
    if (!runId) continue;
    await sendRunRequested({ ...due, runId }, 0);
    queued += 1;
  }
  await recordHeartbeat(deps.db, "scheduler");
  if (queued > 0) deps.log.info("sync.schedule.queued", { queued });
  return { queued };
}
