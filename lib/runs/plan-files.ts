import type { WorkspaceCtx } from "@/lib/context";
import { env } from "@/lib/env";
import { contentSha256Of, readAsFetched } from "@/lib/model/file";
import type { RunLease } from "@/lib/model/run-ref";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { PRINTS_POLICY, type PrintsPolicy } from "@/lib/pipeline/keep-prints";
import { hasEditedUsers, type SyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { holdLosses } from "@/lib/pipeline/persistence/team-losses.store";
import { type Plan, planFile } from "@/lib/pipeline/plan-file";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { NO_COUNTS, outcomeOf } from "@/lib/pipeline/report/outcome";
import type { JobDeps } from "@/lib/runs/open-run";
import type { RunFiles } from "@/lib/runs/run-files";
import { baselineOf } from "@/lib/runs/state";
import { finish, type RunRow, writeProgress } from "@/lib/runs/store";
import { yieldToPending } from "@/lib/runs/yield.store";

/** Whether the run is applied next, has to be fetched first, or ends (or waits for a person) here. */
export type PlanOutcome = { next: "apply" | "fetch" | "stop" };

export type PlanRunInput = { run: RunRow; lease: RunLease; beat: Heartbeat; deps: JobDeps; from: FilesFrom };

/** `spool`: only from files that `fetchRun` brought here. `anywhere`: fetches them itself when they are not here. */
export type FilesFrom = "spool" | "anywhere";

/** Makes the plan of files that are here, and ends the run, lets it wait for approval, or hands it on to be applied. */
export async function planFiles(ctx: WorkspaceCtx, input: PlanRunInput, ready: Ready): Promise<PlanOutcome> {
  const { run, lease, beat } = input;
  const { sync, inputs, files, planKey, durations, lap } = ready;
  const { users, managers } = files;
  const source = users.identity;
  Object.assign(beat.at, {
    phase: "reading",
    failure: null,
    source,
    bytesDone: 0,
    bytesTotal: source.contentSizeBytes ?? source.sizeBytes,
    durations,
    managers: managers && { source: managers.identity, file: { headers: [], sample: [] }, rows: 0 },
  });
  if (await isUnchanged(ctx, sync, run, files, planKey)) {
    const counts = { ...NO_COUNTS, read: sync.baseline?.rows ?? 0, unchanged: sync.baseline?.rows ?? 0 };
    await beat.stop();
    await finish(ctx, lease, sync.id, { ...beat.at, state: "no_change", counts, planKey });
    return { next: "stop" };
  }
  const plan = await planFile(
    ctx,
    {
      syncId: sync.id,
      lease,
      file: users.file,
      source,
      managers:
        managers && inputs.managersRead
          ? {
              file: managers.file,
              source: managers.identity,
              read: readAsFetched(inputs.managersRead, managers.identity),
            }
          : null,
      inputs: { ...inputs, read: readAsFetched(inputs.read, source) },
      baseline: sync.baseline,
      timeZone: sync.timeZone,
      isPreview: run.intent === "preview",
      prints: input.deps.prints === undefined ? printsPolicy() : input.deps.prints,
    },
    beat,
  );
  Object.assign(durations, { plan: lap() });
  await beat.stop();
  const notes = [...new Set([...run.notes, ...plan.notes])];
  // Users kept without being in the file are reported on every run: the same bytes are read again.
  const repeatable = plan.end.staying.length === 0 ? { planKey } : {};
  return await concludePlan(ctx, lease, run, plan, { ...beat.at, ...repeatable, file: plan.file, notes });
}

type Ready = {
  sync: SyncRow;
  inputs: PlanInputs;
  files: RunFiles;
  planKey: string;
  durations: { fetch: number; plan?: number };
  lap: () => number;
};

/** Lets the plan wait for a person, ends a run that changes nothing, or hands it on to be applied. */
async function concludePlan(
  ctx: WorkspaceCtx,
  lease: RunLease,
  run: RunRow,
  { counts, guards, changes, managers, additions, planHash }: Plan,
  at: Heartbeat["at"],
): Promise<PlanOutcome> {
  const end = { ...at, counts, guards, managers, additions, planHash };
  // A preview without a change has nothing to decide on; a guard that tripped besides is worth a person's look.
  if (changes === 0 && guards.length > 0 && guards.every((trip) => trip.code === "preview")) {
    await finish(ctx, lease, run.syncId, { ...end, state: outcomeOf(counts, 0) });
    return { next: "stop" };
  }
  const plan = { syncId: run.syncId, lease, mode: run.mode };
  const mayYield = run.intent === "apply" && guards.length > 0 && changes > 0;
  if (guards.some((trip) => trip.holds === "all")) {
    const { mappingVersion = null, choicesKey = null } = at;
    const whole = { guards: guards.map(({ code }) => code), mappingVersion, choicesKey };
    const yieldedTo = mayYield ? await ctx.db.run((tx) => yieldToPending(tx, ctx, { ...plan, whole })) : null;
    if (yieldedTo) {
      const { read, skipped, errors, warnings } = counts;
      await finish(ctx, lease, run.syncId, {
        ...{ ...at, managers, yieldedTo, keepsPending: true, state: "no_change" },
        ...{
          counts: { ...NO_COUNTS, read, skipped, errors, warnings },
          notes: [...(at.notes ?? []), SAME_PLAN],
        },
      });
      return { next: "stop" };
    }
    await finish(ctx, lease, run.syncId, { ...end, state: "held" });
    return { next: "stop" };
  }
  if (changes > 0) {
    if (guards.length > 0) await holdLosses(ctx, lease, guards);
    const yieldedTo = mayYield
      ? await ctx.db.run((tx) => yieldToPending(tx, ctx, { ...plan, whole: null }))
      : null;
    const notes = yieldedTo ? [...(at.notes ?? []), SAME_LOSSES] : at.notes;
    await writeProgress(ctx, lease, { ...end, ...(notes ? { notes } : {}), yieldedTo, phase: "applying" });
    return { next: "apply" };
  }
  const { source = null, file = null, planKey = null } = at;
  // A list that only adds is no measure for complete ones.
  const baseline =
    run.mode === "complete" ? baselineOf({ ...run, source, file, planKey, counts, managers }) : null;
  await finish(ctx, lease, run.syncId, {
    ...end,
    state: outcomeOf(counts, 0),
    ...(baseline ? { baseline } : {}),
    keepsPrints: true,
  });
  return { next: "stop" };
}

/** As the installation has it. */
function printsPolicy(): PrintsPolicy | null {
  const { SYNC_FAST_PATH } = env();
  if (SYNC_FAST_PATH === "off") return null;
  return SYNC_FAST_PATH === "always" ? { ...PRINTS_POLICY, bytesMin: 0 } : PRINTS_POLICY;
}

const SAME_PLAN =
  "This run would remove the same users as the plan that is already pending approval, so that plan was kept and nothing was changed.";
const SAME_LOSSES =
  "This run would remove the same users as the plan that is already pending approval, so that plan was kept. All other changes were applied.";

async function isUnchanged(
  ctx: WorkspaceCtx,
  { id, baseline }: SyncRow,
  run: RunRow,
  { users, managers }: RunFiles,
  planKey: string,
): Promise<boolean> {
  if (run.intent === "preview" || !baseline) return false;
  if (baseline.planKey !== planKey || baseline.sha256 !== contentSha256Of(users.identity)) return false;
  if ((baseline.managersSha256 ?? null) !== (managers ? contentSha256Of(managers.identity) : null))
    return false;
  return !(await hasEditedUsers(ctx, id));
}
