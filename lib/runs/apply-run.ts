import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { violated } from "@/lib/db/database-error";
import { together } from "@/lib/db/tenant";
import { tellListsOfRun } from "@/lib/lists/tell-run.store";
import type { Counts } from "@/lib/model/run";
import type { RunLease, RunRef } from "@/lib/model/run-ref";
import { type Applied, type ApplyInput, applyPlan } from "@/lib/pipeline/apply/apply-plan.store";
import { isNamedMeanwhile } from "@/lib/pipeline/persistence/additions.store";
import { getSyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { applyInputOf, type Undone } from "@/lib/runs/apply-input";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import type { FilesFrom } from "@/lib/runs/plan-files";
import { planRun } from "@/lib/runs/plan-run";
import { removeRunFiles } from "@/lib/runs/run-files";
import { acquire, finish, getRunRow, type RunRow, resetPlan, supersedeHeld } from "@/lib/runs/store";
import { refreshStatistics } from "@/lib/runs/system.store";
import { traced } from "@/lib/traces/trace";

/** Users. Below this, even the worst way through a table is quick; a tenth of all refreshes its statistics without us. */
const MANY = 1_000;

export type ApplyOutcome = { next: "finish" | "fetch" | "stop"; applied: Applied | null };

/**
 * Third step of a run: makes its stored plan real, whole or not at all. Called again after it has succeeded, it
 * finds the run closed and does nothing. When a user added since the plan conflicts with it, it is planned once more.
 */
export async function applyRun(
  ref: RunRef,
  deps: JobDeps = jobDeps(),
  from: FilesFrom = "anywhere",
): Promise<ApplyOutcome> {
  const ctx = openRun(ref, deps);
  const run = await together(ctx, async (ctx) => {
    const taken = await acquire(ctx, ref.runId);
    if (taken?.phase === "applying" && !taken.yieldedTo)
      await ctx.db.run((tx) => supersedeHeld(tx, ctx, taken.syncId, taken.id));
    return taken;
  });
  if (!run) return { next: "stop", applied: null };
  // Cut off while it was planned once more: what is stored may be half a plan.
  if (run.phase !== "applying") return planThenApply(ref, deps, from);
  const lease = { runId: run.id, fence: run.fence };
  const started = deps.clock().getTime();
  try {
    // The statement would see an equal name, and not that an older option is called so as well by now.
    const isFirst = !run.undoes && !run.appliedAt;
    if (isFirst && (await isNamedMeanwhile(ctx, run.additions))) return clashed(ref, deps, run, from);
    if (sizeOf(run.counts) > MANY) await refreshStatistics(deps.db, "changes");
    checkpoint("before-apply");
    const applied = await applyTold(ctx, lease, applyInputOf(run, await undoneBy(ctx, run)));
    checkpoint("after-commit");
    await removeRunFiles(run.id);
    if (sizeOf(applied) > Math.max(MANY, (run.counts?.unchanged ?? 0) / 10))
      await refreshStatistics(deps.db, "users");
    deps.log.info("sync.apply.done", { runId: run.id, ms: deps.clock().getTime() - started, ...applied });
    return { next: applied && applied.state !== "held" ? "finish" : "stop", applied };
  } catch (error) {
    if (!violated(error)) throw error;
    return clashed(ref, deps, run, from);
  }
}

/** Applies, and tells of lists in the same transaction. */
function applyTold(ctx: WorkspaceCtx, lease: RunLease, input: ApplyInput): Promise<Applied | null> {
  const { statuses } = input;
  const tells = (tx: Tx) => tellListsOfRun(tx, ctx, { runId: lease.runId, statuses });
  return traced("apply plan", () => applyPlan(ctx, lease, { ...input, tells }));
}

/** What the plan was made of is there no more: it is planned once more, or the run ends. */
async function clashed(ref: RunRef, deps: JobDeps, run: RunRow, from: FilesFrom): Promise<ApplyOutcome> {
  const lease = { runId: run.id, fence: run.fence };
  if (await planAgain(openRun(ref, deps), lease, run)) return planThenApply(ref, deps, from);
  return { next: "stop", applied: null };
}

async function planThenApply(ref: RunRef, deps: JobDeps, from: FilesFrom): Promise<ApplyOutcome> {
  const { next } = await planRun(ref, deps, from);
  return next === "apply" ? applyRun(ref, deps, from) : { next, applied: null };
}

/** How many users a plan, or what was applied of it, concerns. */
function sizeOf(counts: Pick<Counts, "created" | "updated" | "removed" | "restored"> | null): number {
  return counts ? counts.created + counts.updated + counts.removed + counts.restored : 0;
}

/** For an undo: what has to be known of the run that it undoes. */
async function undoneBy(ctx: WorkspaceCtx, run: RunRow): Promise<Undone | null> {
  if (!run.undoes) return null;
  const [undone, { baseline }] = await Promise.all([getRunRow(ctx, run.undoes), getSyncRow(ctx, run.syncId)]);
  return { run: undone, baseline };
}

export const PLANNED_AGAIN =
  "A user, an option or a team was added or edited during this run, so Rollcall planned it again.";

/** Sets a run whose plan clashed back to be planned again, once; a second clash ends it. True when it continues. */
export async function planAgain(ctx: WorkspaceCtx, lease: RunLease, run: RunRow): Promise<boolean> {
  const again = !run.notes.includes(PLANNED_AGAIN) && !run.appliedAt;
  if (again) {
    await resetPlan(ctx, lease, [...run.notes, PLANNED_AGAIN]);
    return true;
  }
  await finish(ctx, lease, run.syncId, {
    state: "failed",
    failure: {
      code: "conflict",
      message:
        "The plan could not be applied: an address or a name that it needs was taken in the meantime. Nothing was changed.",
      remedy: "Start the sync again with Sync now. The new plan uses the current users.",
    },
  });
  return false;
}
