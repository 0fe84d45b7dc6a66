import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { Baseline } from "@/drizzle/schema/syncs";
import type { ApplyInput } from "@/lib/pipeline/apply/apply-plan.store";
import { NO_COUNTS, outcomeOf } from "@/lib/pipeline/report/outcome";
import { baselineOf } from "@/lib/runs/state";
import type { RunRow } from "@/lib/runs/store";

/** The run that an undo is of, and what its sync takes for the last good run now. */
export type Undone = { run: Pick<RunRow, "id" | "previousBaseline">; baseline: Baseline | null };

/** What of a run's plan goes, how the run ends, and what is known of the sync afterwards. Pure. */
export function applyInputOf(run: RunRow, undone: Undone | null): ApplyInput {
  const { syncId, additions, choicesKey } = run;
  const input = { syncId, additions, choicesKey, statuses: statusesOf(run), state: endStateOf(run) };
  if (!undone) return { ...input, keepsPrints: run.appliedAt === null, ...baselineAfter(run) };
  const whole = run.decision === "all";
  const undoes = whole ? { undoes: undone.run.id } : {};
  return { ...input, marksEdited: true, ...undoes, ...(whole ? previousBaseline(run, undone) : {}) };
}

/** Which lines go now: what a guard held back waits for its own decision, and never goes twice. */
function statusesOf(run: RunRow): ChangeStatus[] {
  if (run.appliedAt) return ["waiting"];
  return run.decision ? ["planned", "waiting"] : ["planned"];
}

/** Removals that are held back let the run wait for a person once the rest is applied. */
function endStateOf(run: RunRow): ApplyInput["state"] {
  if (!run.decision && run.guards.length > 0) return run.yieldedTo ? "succeeded_with_issues" : "held";
  const counts = run.counts ?? NO_COUNTS;
  // Where a part is applied, the counts are of that part; what is decided about now are removals and lost teams, always.
  const isRest = run.appliedAt !== null;
  const loses = counts.removed > 0 || (counts.teamLosses ?? 0) > 0;
  const leavesOut = run.decision === "creates_and_updates" && (isRest || loses);
  const isPart = run.decision === "ticked" || leavesOut;
  const isKept = run.undoes !== null && counts.skipped > 0;
  if (isPart || isKept) return "succeeded_with_issues";
  const outcome = outcomeOf(counts, 0);
  return isRest && outcome === "no_change" ? "succeeded" : outcome;
}

/** Left as it is unless all of the plan goes: a file whose removals nobody has approved is no measure for the next. */
function baselineAfter(run: RunRow): { baseline?: Baseline } {
  if (run.mode !== "complete") return {};
  if (run.decision !== "all" && (run.decision || run.guards.length > 0)) return {};
  const baseline = baselineOf(run);
  return baseline ? { baseline } : {};
}

/** The file that was the measure before the undone run is it again; it is read again, even with the same bytes. */
function previousBaseline(run: RunRow, { run: undone, baseline }: Undone): { baseline?: Baseline | null } {
  if (baseline?.runId !== undone.id) return {};
  const { previousBaseline: before } = undone;
  return { baseline: before && { ...before, runId: run.id, planKey: null } };
}
