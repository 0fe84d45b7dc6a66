import { tendDrops } from "@/lib/drops/tend";
import { usesInngestServer } from "@/lib/env";
import { sendRunRequested } from "@/lib/jobs/send";
import { expirePlans } from "@/lib/runs/expire-plans";
import { failRun } from "@/lib/runs/finish-run";
import { limitMs, tookTooLong } from "@/lib/runs/heartbeat";
import { type JobDeps, jobDeps } from "@/lib/runs/open-run";
import { type OpenRun, openRuns } from "@/lib/runs/system.store";
import { removeStaleUploads } from "@/lib/uploads/remove";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Younger than this, its event is most likely just on its way. */
const QUEUED_MS = 2 * MINUTE_MS;
/** Longer than all retries with their back-off take: nobody is going to come back to it. */
const SILENT_MS = 20 * MINUTE_MS;
const OPEN_MAX = 5_000;

type Fate = "resend" | "fail" | "too_long" | "leave";

/**
 * Asks again for queued runs whose event was lost, ends runs whose worker is lost or whose time is up and plans
 * that nobody decided about in time, and deletes abandoned files. A run whose job waits for its turn is
 * not ended, however long it waits.
 */
export async function sweepRuns(
  deps: JobDeps = jobDeps(),
): Promise<{ resent: number; failed: number; expired: number; removed: number }> {
  const open = await openRuns(deps.db, OPEN_MAX);
  const busy = new Set(open.filter((run) => run.state === "running").map((run) => run.syncId));
  const done = { resend: 0, fail: 0, too_long: 0, leave: 0 };
  for (const run of open) {
    const { orgId, workspaceId, syncId, runId } = run;
    const ref = { orgId, workspaceId, syncId, runId };
    const fate = fateOf(run, busy);
    done[fate] += 1;
    if (fate === "resend") await sendRunRequested(ref, turnOf(run));
    if (fate === "fail") await failRun(ref, deps);
    if (fate === "too_long") await failRun(ref, deps, tookTooLong());
  }
  const { expired } = await expirePlans(deps);
  await tendDrops(deps);
  const { removed } = await removeStaleUploads(deps.clock());
  const failed = done.fail + done.too_long;
  if (done.resend + failed > 0) deps.log.warn("sync.sweep", { resent: done.resend, failed });
  return { resent: done.resend, failed, expired, removed };
}

function fateOf(run: OpenRun, busy: ReadonlySet<string>): Fate {
  if (run.state === "queued") {
    // Waiting behind a run of the same sync is no loss.
    return run.ageMs > QUEUED_MS && !run.hasJob && !busy.has(run.syncId) ? "resend" : "leave";
  }
  if (run.silentMs > 0 && (run.takenMs ?? 0) > limitMs()) return "too_long";
  if (run.silentMs <= SILENT_MS || run.hasJob) return "leave";
  // The queue of an Inngest server can't be looked into: the job may only be waiting. To ask again does no harm.
  return usesInngestServer() ? "resend" : "fail";
}

/** Each try of a run is one job: a long queue must not multiply itself by what is asked for again. */
function turnOf({ fence, jobs, ageMs }: OpenRun): string {
  return usesInngestServer() ? `${fence}-${Math.floor(ageMs / HOUR_MS)}` : `${fence}-${jobs}`;
}
