import type { WorkspaceCtx } from "@/lib/context";
import { together } from "@/lib/db/tenant";
import type { RunLease, RunRef } from "@/lib/model/run-ref";
import { choicesKeyOf, choicesOf } from "@/lib/pipeline/choices";
import { getSyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { planKeyOf } from "@/lib/pipeline/plan-key";
import { fetchRunFiles } from "@/lib/runs/fetch-run-files";
import { handleFailure } from "@/lib/runs/handle-failure";
import { deadlineOf, requireTime, startHeartbeat } from "@/lib/runs/heartbeat";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import type { FilesFrom, PlanOutcome, PlanRunInput } from "@/lib/runs/plan-files";
import { planFiles } from "@/lib/runs/plan-files";
import { planUndoRun } from "@/lib/runs/plan-undo";
import { findRunFiles, removeRunFiles, withRunFiles } from "@/lib/runs/run-files";
import { inputsOf } from "@/lib/runs/run-inputs";
import { acquire } from "@/lib/runs/store";

/** A run that was taken so often is on hosts that do not share a spool folder: it fetches where it is. */
const FENCE_MAX = 12;

/**
 * Second step of a run: makes the plan. May be called again at any time, also while another process is at it: the later
 * call wins. What may pass is thrown (`retry`), everything else ends the run here.
 */
export async function planRun(
  ref: RunRef,
  deps: JobDeps = jobDeps(),
  from: FilesFrom = "anywhere",
): Promise<PlanOutcome> {
  const ctx = openRun(ref, deps);
  const run = await acquire(ctx, ref.runId);
  if (!run) return { next: "stop" };
  // Decided by a person, or planned by an attempt that died before it could say so.
  if (run.decision || run.phase === "applying") return { next: "apply" };

  const lease: RunLease = { runId: run.id, fence: run.fence };
  const beat = startHeartbeat(ctx, lease, deadlineOf(run));
  try {
    requireTime(ctx, deadlineOf(run));
    if (!run.undoes) return await planOnce(ctx, { run, lease, beat, deps, from });
    await planUndoRun(ctx, { syncId: run.syncId, lease, undoes: run.undoes, notes: run.notes }, beat);
    return { next: "stop" };
  } catch (error) {
    await beat.stop();
    return await handleFailure(ctx, lease, { syncId: run.syncId, error, at: beat.at });
  } finally {
    await beat.stop();
  }
}

async function planOnce(ctx: WorkspaceCtx, input: PlanRunInput): Promise<PlanOutcome> {
  const { run, beat, deps, from } = input;
  const { sync, inputs } = await together(ctx, async (ctx) => {
    const sync = await getSyncRow(ctx, run.syncId);
    return { sync, inputs: await inputsOf(ctx, sync, run) };
  });
  const planKey = planKeyOf(inputs);
  const lap = stopwatch(deps);
  beat.at.mappingVersion = sync.mappingVersion;
  beat.at.choicesKey = choicesKeyOf(choicesOf(inputs.fields, inputs.teams));

  const found = await findRunFiles(run, inputs);
  const mayFetch = from === "anywhere" || run.uploadId !== null || run.fence > FENCE_MAX;
  if (!found && !mayFetch) return { next: "fetch" };
  const spooled = found ?? (await fetchRunFiles(ctx, { run, sync, inputs, beat }));
  const durations = { fetch: found ? (run.durations.fetch ?? 0) : lap() };
  const outcome = await withRunFiles(spooled, (files) =>
    planFiles(ctx, input, { sync, inputs, files, planKey, durations, lap }),
  );
  // A plan that clashes while it is applied is made once more, of the same bytes.
  if (outcome.next === "stop") await removeRunFiles(run.id);
  return outcome;
}

/** Milliseconds since the last lap. */
function stopwatch({ clock }: JobDeps): () => number {
  let at = clock().getTime();
  return () => {
    const since = clock().getTime() - at;
    at += since;
    return since;
  };
}
