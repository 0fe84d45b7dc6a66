import { tellNow } from "@/lib/alerts/evaluate";
import { sendLooksRequested, sendRunRequested } from "@/lib/jobs/send";
import type { LookRef } from "@/lib/model/run-ref";
import { claimLook, dueLooks } from "@/lib/runs/arrivals.store";
import { lookAtServer } from "@/lib/runs/look-at-server";
import { endLook, hasOpenRun } from "@/lib/runs/looks.store";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";

/** So many begin each minute, those first that have waited longest: what more there are makes the time between looks longer. */
const LOOKS_MAX = 300;
/** When a look is given up that nobody has ended. Longer than any takes, so that a sync is never looked at twice at once. */
const GIVEN_UP_MS = 15 * 60_000;

/** Asks for a look at the server of each sync on arrival that is due for one. Returns how many. */
export async function requestLooks(deps: JobDeps = jobDeps()): Promise<{ requested: number }> {
  const now = deps.clock();
  const until = new Date(now.getTime() + GIVEN_UP_MS);
  const refs: LookRef[] = [];
  for (const due of await dueLooks(deps.db, now, LOOKS_MAX)) {
    const ctx = openSystem(due, deps);
    if (await ctx.db.run((tx) => claimLook(tx, ctx, due.syncId, until)))
      refs.push({ ...due, until: until.toISOString() });
  }
  await sendLooksRequested(refs);
  if (refs.length > 0) deps.log.info("sync.look.requested", { requested: refs.length });
  return { requested: refs.length };
}

/**
 * Looks whether the server has other files than the sync read last, and queues a run if so. Nothing is downloaded. A server
 * that can't be looked at is no failed run: it is noted with the sync until a look works again. May be called again.
 */
export async function look(ref: LookRef, deps: JobDeps = jobDeps()): Promise<{ found: boolean }> {
  const ctx = openSystem(ref, deps);
  // What a run is reading or about to read needs no look.
  const isBusy = await hasOpenRun(ctx, ref.syncId);
  const looked = isBusy ? null : await lookAtServer(ctx, ref.syncId);
  const runId = await endLook(ctx, ref, looked);
  await tellNow(ctx, ref.syncId);
  if (runId) {
    const { orgId, workspaceId, syncId } = ref;
    await sendRunRequested({ orgId, workspaceId, syncId, runId }, 0);
  }
  if (looked?.failure) deps.log.info("sync.look.failed", { syncId: ref.syncId, code: looked.failure.code });
  return { found: runId !== null };
}
