import { unreachable } from "@/lib/errors";
import { type AlertKind, type AlertTransition, tellsRecovery } from "@/lib/model/alert";
import type { RunState } from "@/lib/model/run-state";

/** What the alerts of a sync depend on, of one of its runs. */
export type RunFacts = {
  runId: string;
  /** It reads the file of the sync, and undoes nothing: how it ends says something about the sync. */
  isOwn: boolean;
  /** Whether it was to be applied; a preview raises nothing. */
  isApply: boolean;
  failure: string | null;
  /** What it found in the file; null where it has not read one. */
  errors: number | null;
  /** There are row errors that the reading before did not have. */
  hasNewErrors: boolean;
  supersededBy: string | null;
  /** What holds it and what that is about, so that two plans can be told apart; null for one that nothing holds. */
  hold: { guards: string; losses: number } | null;
};

export type Signal =
  | { on: "run"; from: RunState; to: RunState; isDecided: boolean; run: RunFacts }
  | { on: "condition"; kind: "late" | "unreachable" | "host_key"; isRaised: boolean; isWell: boolean }
  | { on: "detached" };

/** `move`: the pending plan was replaced by one that is held for the same reason, and is not told again. */
export type Step = { kind: AlertKind; runId: string | null } & (
  | { does: "raise" | "move" }
  | { does: "clear"; isTold: boolean }
);

/** The open alerts of a sync: kind -> the run it is about. */
export type OpenAlerts = ReadonlyMap<AlertKind, string | null>;

/** A code that says nothing about the sync: the file has not arrived yet, which is what `late` is for. */
const WAITING = "file_waiting";
const HOST_KEY = "source_host_key";

/** What has happened to a sync, in order -> what that does to its alerts, in order. Pure. */
export function stepsOf(open: OpenAlerts, signals: readonly Signal[]): Step[] {
  const now = new Map(open);
  const steps: Step[] = [];
  /** A plan that another has replaced in the same moment. */
  let replaced: RunFacts | null = null;

  const raise = (kind: AlertKind, runId: string | null) => {
    if (now.has(kind)) return;
    now.set(kind, runId);
    steps.push({ does: "raise", kind, runId });
  };
  const clear = (kind: AlertKind, isTold: boolean) => {
    if (!now.has(kind)) return;
    steps.push({ does: "clear", kind, runId: now.get(kind) ?? null, isTold });
    now.delete(kind);
  };
  const endReplaced = () => {
    if (replaced) clear("pending", false);
    replaced = null;
  };

  for (const signal of signals) {
    switch (signal.on) {
      case "run":
        onRun(signal);
        break;
      case "condition":
        if (signal.isRaised) raise(signal.kind, null);
        else clear(signal.kind, signal.isWell && tellsRecovery(signal.kind));
        break;
      case "detached":
        for (const kind of [...now.keys()]) clear(kind, false);
        break;
      default:
        unreachable(signal);
    }
  }
  endReplaced();
  return steps;

  function onRun({ from, to, isDecided, run }: Extract<Signal, { on: "run" }>): void {
    const isPending = now.get("pending") === run.runId;
    if (from === "held" && isPending) {
      if (to === "superseded") replaced = run;
      else clear("pending", false);
    }
    if (!run.isOwn || (from !== "running" && to !== "failed")) return;
    if (to === "failed") {
      if (run.isApply) onFailure(run);
      return;
    }
    if (to !== "held" && to !== "succeeded" && to !== "succeeded_with_issues" && to !== "no_change") return;
    // Nothing is fetched for a plan that was decided about. Else: the file came, and could be read.
    if (!isDecided) for (const kind of ["failed", "host_key"] as const) clear(kind, true);
    if (!run.isApply) return;
    if (to === "held") onHeld(run);
    if (!isDecided) onReading(run);
  }

  function onFailure({ runId, failure }: RunFacts): void {
    if (failure === WAITING) return;
    raise(failure === HOST_KEY ? "host_key" : "failed", runId);
  }

  function onHeld(run: RunFacts): void {
    if (replaced?.supersededBy === run.runId && isSameHold(replaced, run)) {
      now.set("pending", run.runId);
      steps.push({ does: "move", kind: "pending", runId: run.runId });
      replaced = null;
      return;
    }
    endReplaced();
    // A plan that is pending no more, though nothing has said so.
    clear("pending", false);
    raise("pending", run.runId);
  }

  function onReading({ runId, errors, hasNewErrors }: RunFacts): void {
    if (errors === null) return;
    if (errors > 0 && (!hasNewErrors || now.get("row_errors") === runId)) return;
    clear("row_errors", false);
    if (errors > 0) raise("row_errors", runId);
  }
}

/** Held for the same reason, and nobody would lose anything by it. What would be lost is told, once for each plan. */
function isSameHold(older: RunFacts, newer: RunFacts): boolean {
  if (!older.hold || !newer.hold) return false;
  return older.hold.guards === newer.hold.guards && older.hold.losses === 0 && newer.hold.losses === 0;
}

/** One message. `at`: the step that it is about. */
export type Message = {
  at: number;
  kind: AlertKind;
  transition: Exclude<AlertTransition, "reminder">;
  runId: string | null;
  also: AlertKind[];
  ends: AlertKind[];
};

/**
 * The messages of steps that were taken together. What one message can say is one message: row errors are told with the
 * plan that they are in, and the end of one thing with what is raised or ends beside it. A plan or row errors that are past
 * already are not told.
 */
export function messagesOf(steps: readonly Step[]): Message[] {
  const messages: Message[] = [];
  const ended: { at: number; kind: AlertKind }[] = [];
  steps.forEach((step, at) => {
    const { kind, runId } = step;
    const message = { at, kind, runId, also: [], ends: [] };
    const raised = messages.findLast((other) => other.kind === kind && other.transition === "raised");
    if (step.does === "move" && raised) raised.runId = runId;
    if (step.does === "raise" && !isPast(steps, at)) {
      const plan = messages.find((other) => other.kind === "pending" && other.runId === runId);
      if (kind === "row_errors" && plan) plan.also.push(kind);
      else messages.push({ ...message, transition: "raised" });
    }
    if (step.does === "clear" && step.isTold) {
      if (raised) messages.push({ ...message, transition: "cleared" });
      else ended.push({ at, kind });
    }
  });
  const carrier = messages.findLast(({ transition }) => transition === "raised");
  if (carrier) carrier.ends.push(...ended.map(({ kind }) => kind));
  else {
    const [first, ...rest] = ended;
    const ends = rest.map(({ kind }) => kind);
    if (first) messages.push({ ...first, transition: "cleared", runId: null, also: [], ends });
  }
  return messages;
}

function isPast(steps: readonly Step[], at: number): boolean {
  const kind = steps[at]?.kind;
  if (!kind || tellsRecovery(kind)) return false;
  return steps.slice(at + 1).some((later) => later.does === "clear" && later.kind === kind);
}
