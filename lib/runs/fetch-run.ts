import type { WorkspaceCtx } from "@/lib/context";
import { violated } from "@/lib/db/database-error";
import { together } from "@/lib/db/tenant";
import { env, stepMs } from "@/lib/env";
import { sendRunRequested } from "@/lib/jobs/send";
import type { RunLease, RunRef } from "@/lib/model/run-ref";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { getSyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { fetchRunFiles } from "@/lib/runs/fetch-run-files";
import { handleFailure } from "@/lib/runs/handle-failure";
import { deadlineOf, requireTime, startHeartbeat } from "@/lib/runs/heartbeat";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { findRunFiles, removeRunFiles, type SpooledFiles } from "@/lib/runs/run-files";
import { inputsOf } from "@/lib/runs/run-inputs";
import { acquire, getRunRow, type RunRow, writeProgress } from "@/lib/runs/store";

/** `wait`: another run of the sync is not over, and asks for this one at its end. `isSmall`: what is left takes about a second. */
type FetchOutcome = { next: "plan" | "stop" | "wait"; isSmall?: boolean };

/**
 * First step of a run: brings its files to this machine, whole, and notes which they are. Waits for a server and
 * does nothing else, so that many can run at once. May be called again at any time. What may pass is thrown (`retry`),
 * everything else ends the run here.
 */
export async function fetchRun(ref: RunRef, deps: JobDeps = jobDeps()): Promise<FetchOutcome> {
  const ctx = openRun(ref, deps);
  const run = await acquireInTurn(ctx, ref.runId);
  if (run === "busy") return { next: "wait" };
  if (!run) return { next: "stop" };
  if (run.undoes || run.decision || run.phase === "applying") return { next: "plan" };

  const lease: RunLease = { runId: run.id, fence: run.fence };
  const beat = startHeartbeat(ctx, lease, deadlineOf(run));
  try {
    requireTime(ctx, deadlineOf(run));
    const sizeBytes = await fetchOnce(ctx, { run, lease, beat, deps });
    // Where requests are limited every step is one that can be waited for in turns.
    const isSmall = stepMs() === null && sizeBytes <= env().ONE_CALL_MEGABYTES_MAX * 1024 ** 2;
    return { next: "plan", isSmall };
  } catch (error) {
    await beat.stop();
    return await handleFailure(ctx, lease, { syncId: run.syncId, error, at: beat.at });
  } finally {
    await beat.stop();
  }
}

async function acquireInTurn(ctx: WorkspaceCtx, runId: string): Promise<RunRow | "busy" | null> {
  try {
    return await acquire(ctx, runId);
  } catch (error) {
    if (violated(error) === "runs_one_running") return "busy";
    throw error;
  }
}

type Input = { run: RunRow; lease: RunLease; beat: Heartbeat; deps: JobDeps };

/** Gives how many bytes there are to read. */
async function fetchOnce(ctx: WorkspaceCtx, { run, lease, beat, deps }: Input): Promise<number> {
  const { sync, inputs } = await together(ctx, async (ctx) => {
    const sync = await getSyncRow(ctx, run.syncId);
    return { sync, inputs: await inputsOf(ctx, sync, run) };
  });
  const found = await findRunFiles(run, inputs);
  if (found) return sizeOf(found);
  // Half a file beside the identity of an earlier one must never pass for it.
  if (run.source || run.managers) await writeProgress(ctx, lease, { source: null, managers: null });
  const begun = deps.clock().getTime();
  const { users, managers } = await fetchRunFiles(ctx, { run, sync, inputs, beat });
  try {
    await beat.stop();
    await writeProgress(ctx, lease, {
      ...beat.at,
      failure: null,
      source: users.identity,
      managers: managers && { source: managers.identity, file: { headers: [], sample: [] }, rows: 0 },
      durations: { fetch: deps.clock().getTime() - begun },
    });
  } catch (error) {
    await removeRunFiles(run.id);
    throw error;
  }
  return sizeOf({ users, managers });
}

function sizeOf({ users, managers }: SpooledFiles): number {
  const of = (file: SpooledFiles["managers"]) =>
    file ? (file.identity.contentSizeBytes ?? file.identity.sizeBytes) : 0;
  return of(users) + of(managers);
}

/** Asks for a run whose file is not on this machine from its start. */
export async function fetchAgain(ref: RunRef, deps: JobDeps = jobDeps()): Promise<{ fence: number }> {
  const { fence } = await getRunRow(openRun(ref, deps), ref.runId);
  await sendRunRequested(ref, fence);
  return { fence };
}
