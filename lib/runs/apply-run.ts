import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { LastGood } from "@/drizzle/schema/syncs";
import { violated } from "@/lib/db/violation";
import { reached } from "@/lib/points";
import type { RunDoor } from "@/lib/runs/door";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { planAgain } from "@/lib/runs/plan-again";
import { planRun } from "@/lib/runs/plan-run";
import { claim, type RunRow, supersedeHeld } from "@/lib/runs/store";
import { refreshStatistics } from "@/lib/runs/system/store";
import { type Applied, applyPlan } from "@/lib/sync/apply/store";
import { NO_COUNTS, outcomeOf } from "@/lib/sync/report/outcome";
import type { Counts } from "@/lib/sync/types";

/** Users. Below this, even the worst way through a table is quick. */
const MANY = 1_000;

export type ApplyOutcome = { next: "notify" | "stop"; applied: Applied | null };

/**
 * Second step of a run: makes its stored plan real, whole or not at all. Called again after it has succeeded, it
 * finds the run closed and does nothing. When a user added since the plan stands in its way, it is planned once more.
 */
export async function applyRun(door: RunDoor, deps: JobDeps = jobDeps()): Promise<ApplyOutcome> {
  const ctx = openRun(door, deps);
  const run = await claim(ctx, door.runId);
  if (!run) return { next: "stop", applied: null };
  // Cut off while it was planned once more: what is stored may be half a plan.
  if (run.phase !== "applying") return planThenApply(door, deps);
  const held = { runId: run.id, fence: run.fence };
  const started = deps.clock().getTime();
  try {
    await ctx.db.run((tx) => supersedeHeld(tx, ctx, run.syncId, run.id));
    if (sizeOf(run.counts) > MANY) await refreshStatistics(deps.db, "changes");
    reached("before-apply");
    const applied = await applyPlan(ctx, held, {
      syncId: run.syncId,
      statuses: statusesOf(run),
      state: endStateOf(run),
      lastGood: lastGoodOf(run),
    });
    reached("after-commit");
    if (sizeOf(applied) > MANY) await refreshStatistics(deps.db, "users");
    deps.log.info("sync.apply.done", { runId: run.id, ms: deps.clock().getTime() - started, ...applied });
    return { next: applied && applied.state !== "held" ? "notify" : "stop", applied };
  } catch (error) {
    if (!violated(error)) throw error;
    if (await planAgain(ctx, held, run)) return planThenApply(door, deps);
    return { next: "stop", applied: null };
  }
}

async function planThenApply(door: RunDoor, deps: JobDeps): Promise<ApplyOutcome> {
  const planned = await planRun(door, deps);
  return planned.next === "apply" ? applyRun(door, deps) : { next: "stop", applied: null };
}

/** How many users a plan, or what was applied of it, concerns. */
function sizeOf(counts: Pick<Counts, "created" | "updated" | "removed" | "restored"> | null): number {
  return counts ? counts.created + counts.updated + counts.removed + counts.restored : 0;
}

/** Which lines go now: what a guard held back waits for its own decision, and never goes twice. */
function statusesOf(run: RunRow): ChangeStatus[] {
  if (run.appliedAt) return ["waiting"];
  return run.decision ? ["planned", "waiting"] : ["planned"];
}

/** Removals that are held back let the run wait for a person once the rest is applied. */
function endStateOf(run: RunRow): "held" | "succeeded" | "succeeded_with_issues" | "no_change" {
  if (!run.decision && run.guards.length > 0) return "held";
  const counts = run.counts ?? NO_COUNTS;
  const isPart = run.decision === "ticked" || (run.decision === "creates_and_updates" && counts.removed > 0);
  return isPart ? "succeeded_with_issues" : outcomeOf(counts, 0);
}

/** Null unless all of the plan goes: a file whose removals nobody has approved is no measure for the next one. */
function lastGoodOf(run: RunRow): LastGood | null {
  const { source, file, counts } = run;
  if (!source || !file || !counts || run.mode !== "complete") return null;
  if (run.decision !== "all" && (run.decision || run.guards.length > 0)) return null;
  return {
    runId: run.id,
    sha256: source.sha256,
    planKey: counts.errors === 0 ? run.planKey : null,
    rows: counts.read,
    headers: file.headers,
  };
}
