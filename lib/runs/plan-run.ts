import type { WorkspaceCtx } from "@/lib/context";
import { type AppError, isAppError } from "@/lib/errors";
import { reached } from "@/lib/points";
import type { RunDoor } from "@/lib/runs/door";
import { fetchRunFiles, hasManagersFile, type RunFiles } from "@/lib/runs/fetch-run-file";
import { type Heartbeat, startHeartbeat } from "@/lib/runs/heartbeat";
import { lastGoodOf } from "@/lib/runs/last-good";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { planUndoRun } from "@/lib/runs/plan-undo";
import { claim, close, type Held, progress, type RunRow } from "@/lib/runs/store";
import { blockingIssue } from "@/lib/sync/blocked";
import { choicesKeyOf, choicesOf } from "@/lib/sync/choices";
import { resolveGuards } from "@/lib/sync/guard/defaults";
import {
  fieldsForPlan,
  getSyncRow,
  getUploadRow,
  hasDrifted,
  type SyncRow,
  teamsForPlan,
} from "@/lib/sync/inputs/store";
import { storeBlocking } from "@/lib/sync/issues/store";
import { type PlanInputs, planKeyOf } from "@/lib/sync/plan-key";
import { NO_COUNTS, outcomeOf } from "@/lib/sync/report/outcome";
import { type Plan, planFile } from "@/lib/sync/run";
import { holdLosses } from "@/lib/sync/stored/team-losses/store";
import { READ_DEFAULTS, type ReadSettings } from "@/lib/sync/types";

/** Whether the run goes on to be applied, or has come to its end (or to a person) here. */
export type PlanOutcome = { next: "apply" | "stop" };

/**
 * First step of a run: fetches the file and makes the plan. May be called again at any time, also while another
 * process is at it: the later call wins. Network trouble is thrown (`retry`), everything else ends the run here.
 */
export async function planRun(door: RunDoor, deps: JobDeps = jobDeps()): Promise<PlanOutcome> {
  const ctx = openRun(door, deps);
  const run = await claim(ctx, door.runId);
  if (!run) return { next: "stop" };
  // Decided by a person, or planned by an attempt that died before it could say so.
  if (run.decision || run.phase === "applying") return { next: "apply" };

  const held: Held = { runId: run.id, fence: run.fence };
  const beat = startHeartbeat(ctx, held);
  try {
    if (!run.undoes) return await planOnce(ctx, run, held, beat, deps);
    await planUndoRun(ctx, { syncId: run.syncId, held, undoes: run.undoes, notes: run.notes }, beat);
    return { next: "stop" };
  } catch (error) {
    await beat.stop();
    return await settleFailure(ctx, held, { syncId: run.syncId, error, at: beat.at });
  } finally {
    await beat.stop();
  }
}

async function planOnce(
  ctx: WorkspaceCtx,
  run: RunRow,
  held: Held,
  beat: Heartbeat,
  deps: JobDeps,
): Promise<PlanOutcome> {
  const sync = await getSyncRow(ctx, run.syncId);
  const inputs = await inputsOf(ctx, sync, run);
  const planKey = planKeyOf(inputs);
  const lap = stopwatch(deps);
  beat.at.mappingVersion = sync.mappingVersion;
  beat.at.choicesKey = choicesKeyOf(choicesOf(inputs.fields, inputs.teams));

  const files = await fetchRunFiles(ctx, { run, sync, inputs, beat });
  try {
    reached("after-download");
    const { users, managers } = files;
    const source = users.identity;
    const durations = { fetch: lap() };
    Object.assign(beat.at, {
      phase: "reading",
      failure: null,
      source,
      bytesDone: 0,
      bytesTotal: source.sizeBytes,
      durations,
      managers: managers && { source: managers.identity, file: { headers: [], sample: [] }, rows: 0 },
    });
    if (await isUnchanged(ctx, sync, run, files, planKey)) {
      const counts = { ...NO_COUNTS, read: sync.lastGood?.rows ?? 0, unchanged: sync.lastGood?.rows ?? 0 };
      await beat.stop();
      await close(ctx, held, sync.id, { ...beat.at, state: "no_change", counts, planKey });
      return { next: "stop" };
    }
    const plan = await planFile(
      ctx,
      {
        syncId: sync.id,
        held,
        file: users.file,
        source,
        managers:
          managers && inputs.managersRead
            ? { file: managers.file, source: managers.identity, read: inputs.managersRead }
            : null,
        inputs,
        lastGood: sync.lastGood,
        timeZone: sync.timeZone,
        isPreview: run.intent === "preview",
      },
      beat,
    );
    Object.assign(durations, { plan: lap() });
    await beat.stop();
    const notes = [...new Set([...run.notes, ...plan.notes])];
    // Whoever stays without being in the file is told of on every run: the same bytes are read again.
    const repeatable = plan.end.staying.length === 0 ? { planKey } : {};
    return await settlePlan(ctx, held, run, plan, { ...beat.at, ...repeatable, file: plan.file, notes });
  } finally {
    await files.dispose();
  }
}

/** Lets the plan wait for a person, ends a run that changes nothing, or hands it on to be applied. */
async function settlePlan(
  ctx: WorkspaceCtx,
  held: Held,
  run: RunRow,
  { counts, guards, changes, managers, additions }: Plan,
  at: Heartbeat["at"],
): Promise<PlanOutcome> {
  const end = { ...at, counts, guards, managers, additions };
  // A preview without a change has nothing to decide on; a guard that tripped besides is worth a person's look.
  if (changes === 0 && guards.length > 0 && guards.every((trip) => trip.code === "preview")) {
    await close(ctx, held, run.syncId, { ...end, state: outcomeOf(counts, 0) });
    return { next: "stop" };
  }
  if (guards.some((trip) => trip.holds === "all")) {
    await close(ctx, held, run.syncId, { ...end, state: "held" });
    return { next: "stop" };
  }
  if (changes > 0) {
    if (guards.length > 0) await holdLosses(ctx, held, guards);
    await progress(ctx, held, { ...end, phase: "applying" });
    return { next: "apply" };
  }
  const { source = null, file = null, planKey = null } = at;
  // A list that only adds is no measure for complete ones.
  const lastGood =
    run.mode === "complete" ? lastGoodOf({ ...run, source, file, planKey, counts, managers }) : null;
  await close(ctx, held, run.syncId, {
    ...end,
    state: outcomeOf(counts, 0),
    ...(lastGood ? { lastGood } : {}),
  });
  return { next: "stop" };
}

/** Ends the run with what went wrong, unless trying again may help: then notes it, and throws for the jobs to retry. */
async function settleFailure(
  ctx: WorkspaceCtx,
  held: Held,
  { syncId, error, at }: { syncId: string; error: unknown; at: Heartbeat["at"] },
): Promise<PlanOutcome> {
  if (!isAppError(error)) throw error;
  if (error.code === "lost_lease") return { next: "stop" };
  ctx.log.info("sync.plan.failed", { runId: held.runId, code: error.code, retry: error.retry });
  if (error.retry) {
    await progress(ctx, held, { failure: failureOf(error) });
    throw error;
  }
  const issue = blockingIssue(error);
  if (issue) await storeBlocking(ctx, held, issue);
  const counts = { ...NO_COUNTS, errors: issue ? 1 : 0 };
  // What was learned of the file up to there is kept: it says which file it was.
  await close(ctx, held, syncId, { ...at, state: "failed", failure: failureOf(error), counts });
  return { next: "stop" };
}

function failureOf(error: AppError): { code: string; message: string; remedy: string | null } {
  return {
    code: blockingIssue(error)?.code ?? error.code,
    message: error.message,
    remedy: error.remedy ?? null,
  };
}

async function isUnchanged(
  ctx: WorkspaceCtx,
  { id, lastGood }: SyncRow,
  run: RunRow,
  { users, managers }: RunFiles,
  planKey: string,
): Promise<boolean> {
  if (run.intent === "preview" || !lastGood) return false;
  if (lastGood.planKey !== planKey || lastGood.sha256 !== users.identity.sha256) return false;
  if ((lastGood.managersSha256 ?? null) !== (managers?.identity.sha256 ?? null)) return false;
  return !(await hasDrifted(ctx, id));
}

async function inputsOf(ctx: WorkspaceCtx, sync: SyncRow, run: RunRow): Promise<PlanInputs> {
  const readOf = async (uploadId: string | null): Promise<ReadSettings> => {
    const upload = uploadId ? await getUploadRow(ctx, uploadId) : null;
    return { ...READ_DEFAULTS, ...sync.readSettings, ...upload?.readSettings };
  };
  return {
    mode: run.mode,
    adoption: sync.adoption,
    guards: resolveGuards(sync.guardSettings),
    mapping: sync.mapping,
    read: await readOf(run.uploadId),
    managersRead: hasManagersFile(run, sync) ? await readOf(run.managersUploadId) : null,
    fields: await fieldsForPlan(ctx),
    teams: await teamsForPlan(ctx),
  };
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
