/** From each state of a run: the states that may follow, and what leads there. `lib/runs/README.md` draws it. */
export const RUN_TRANSITIONS = {
  queued: {
    running: "a worker takes it",
    failed: "its job gives up",
    cancelled: "someone cancels it, or its sync is paused or detached",
  },
  running: {
    running: "another worker continues it",
    held: "a guard, a preview or an undo asks for approval",
    succeeded: "its plan is applied",
    succeeded_with_issues: "its plan is applied, rows were skipped",
    no_change: "there is nothing to apply",
    failed: "it can't continue",
    cancelled: "someone cancels it",
  },
  held: {
    queued: "someone approves all or part of it",
    succeeded_with_issues: "its rest is discarded or expires",
    cancelled: "it is discarded or expires, or its sync is detached",
    superseded: "a newer run makes its plan",
  },
  succeeded: { undone: "its undo is applied" },
  succeeded_with_issues: { undone: "its undo is applied" },
  no_change: { undone: "its undo is applied" },
  failed: { undone: "the undo of its first part is applied" },
  cancelled: { undone: "the undo of its first part is applied" },
  superseded: { undone: "the undo of its first part is applied" },
  undone: {
    succeeded: "its undo is undone",
    succeeded_with_issues: "its undo is undone",
    no_change: "its undo is undone",
    failed: "its undo is undone",
    cancelled: "its undo is undone",
    superseded: "its undo is undone",
  },
} as const;

type Transitions = typeof RUN_TRANSITIONS;

export type RunState = keyof Transitions;

/** The states that may follow one of the states `S`. */
export type StateAfter<S extends RunState> = { [From in S]: keyof Transitions[From] }[S];

export const RUN_STATES = Object.keys(RUN_TRANSITIONS) as RunState[];

/** Queued or running: the run continues without anyone's help. */
export const OPEN_STATES = ["queued", "running"] as const satisfies RunState[];

type OpenState = (typeof OPEN_STATES)[number];

/** Open, or waiting for approval: its plan may still be applied. */
export const UNFINISHED_STATES = [...OPEN_STATES, "held"] as const satisfies RunState[];

type UnfinishedState = (typeof UNFINISHED_STATES)[number];

/** Its plan was made, and no newer run or person has rejected it. */
export const PLANNED_STATES = [
  "held",
  "succeeded",
  "succeeded_with_issues",
  "no_change",
] as const satisfies RunState[];

/** The unfinished states that `to` may follow. What has ended is changed by the statement that applies an undo alone. */
export function statesBefore(to: RunState): UnfinishedState[] {
  return UNFINISHED_STATES.filter((from) => to in RUN_TRANSITIONS[from]);
}

export function isOpen(state: RunState): state is OpenState {
  return (OPEN_STATES as readonly RunState[]).includes(state);
}

/** Its plan was applied as a whole, even if it was undone since. */
export function isApplied(state: RunState): boolean {
  return state === "succeeded" || state === "succeeded_with_issues" || state === "undone";
}

/** At its end: only an undo still changes it. */
export function isFinished(state: RunState): boolean {
  return !(UNFINISHED_STATES as readonly RunState[]).includes(state);
}

/** Whether a run ended because a file has not arrived yet: nothing is wrong, and the next run looks again. */
export function isWaitingForFile({
  state,
  failure,
}: {
  state: RunState;
  failure: { code: string } | null;
}): boolean {
  return state === "failed" && failure?.code === "file_waiting";
}
