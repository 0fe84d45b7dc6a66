import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { MatchOn } from "@/lib/model/plan";
import type { RunState } from "@/lib/model/run";
import type { Approval } from "@/lib/runs/decide-run";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

export type ApproveRun = Verb<Approval, void>;
export type ChooseSame = Verb<
  { runId: string; isSame: boolean } & ({ changeIds: number[] } | { on: MatchOn }),
  { lines: number }
>;
export type EndRun = Verb<{ runId: string }, void>;
export type UndoRun = Verb<{ runId: string }, { runId: string }>;
export type PauseSync = Verb<{ syncId: string; paused: boolean }, void>;
export type SyncAgain = Verb<{ syncId: string }, { runId: string; merged: boolean }>;

/** States that a run leaves without anyone acting. */
export function isOpen(state: RunState): boolean {
  return state === "queued" || state === "running";
}
