import { sendRunRequested } from "@/lib/jobs";
import { failRun } from "@/lib/runs/fail-run";
import { type JobDeps, jobDeps } from "@/lib/runs/open-run";
import { type OpenRun, openRuns } from "@/lib/runs/system/store";
import { removeStaleUploads } from "@/lib/uploads/remove-stale";

const MINUTE_MS = 60_000;
/** Younger than this, its event is most likely just on its way. */
const QUEUED_MS = 2 * MINUTE_MS;
/** Longer than all retries with their back-off take: nobody is going to come back to it. */
const SILENT_MS = 20 * MINUTE_MS;
const OPEN_MAX = 5_000;

/**
 * Asks again for queued runs whose event was lost, ends runs whose worker is gone for good, and deletes files that
 * nobody came back for.
 */
export async function sweepRuns(
  deps: JobDeps = jobDeps(),
): Promise<{ resent: number; failed: number; removed: number }> {
  const open = await openRuns(deps.db, OPEN_MAX);
  const busy = new Set(open.filter((run) => run.state === "running").map((run) => run.syncId));
  const lost = open.filter((run) => isLost(run, busy));
  const dead = open.filter((run) => run.state === "running" && run.silentMs > SILENT_MS);
  for (const { orgId, workspaceId, syncId, runId } of lost) {
    await sendRunRequested({ orgId, workspaceId, syncId, runId });
  }
  for (const { orgId, workspaceId, syncId, runId } of dead) {
    await failRun({ orgId, workspaceId, syncId, runId }, deps);
  }
  const { removed } = await removeStaleUploads(deps.clock());
  if (lost.length + dead.length > 0)
    deps.log.warn("sync.sweep", { resent: lost.length, failed: dead.length });
  return { resent: lost.length, failed: dead.length, removed };
}

/** Waiting behind a run of the same sync is no loss. */
function isLost(run: OpenRun, busy: ReadonlySet<string>): boolean {
  return run.state === "queued" && run.ageMs > QUEUED_MS && !busy.has(run.syncId);
}
