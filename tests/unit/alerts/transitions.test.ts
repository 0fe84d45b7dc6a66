import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messagesOf, type OpenAlerts, type RunFacts, type Signal, stepsOf } from "@/lib/alerts/transitions";
import { anyOp, type Op, Oracle, type RunOp, thingsTold } from "../../support/nights";

/** A sync as the engine sees it: what was open when it was evaluated last, and what has happened since. */
class Engine {
  private open: OpenAlerts = new Map();
  private signals: Signal[] = [];
  private plan: RunFacts | null = null;
  private lastErrors: readonly string[] = [];
  private runs = 0;

  happen(op: Op): void {
    if (op.do === "run") this.run(op);
    if (op.do === "approve" && this.plan) {
      const run = { ...this.plan, failure: op.works ? null : "conflict" };
      this.signals.push({ on: "run", from: "held", to: "queued", isDecided: true, run });
      this.signals.push({
        ...{ on: "run", from: "running", to: op.works ? "succeeded" : "failed" },
        ...{ isDecided: true, run },
      });
      this.plan = null;
    }
    if (op.do === "discard" && this.plan) {
      this.signals.push({ on: "run", from: "held", to: "cancelled", isDecided: true, run: this.plan });
      this.plan = null;
    }
    if (op.do === "late" || op.do === "unreachable" || op.do === "host_key")
      this.signals.push({
        on: "condition",
        kind: op.do,
        isRaised: op.isOn,
        isWell: op.isWell || op.do === "host_key",
      });
  }

  evaluate(isKept: boolean) {
    const steps = stepsOf(this.open, this.signals);
    if (!isKept) return [];
    const open = new Map(this.open);
    for (const { kind, runId, does } of steps) {
      if (does === "clear") open.delete(kind);
      else open.set(kind, runId);
    }
    this.open = open;
    this.signals = [];
    return messagesOf(steps);
  }

  private run({ isApply, end, errors, guard, loses }: RunOp): void {
    this.runs += 1;
    const isReading = end === "ok" || end === "held";
    const run: RunFacts = {
      runId: `run ${this.runs}`,
      isOwn: true,
      isApply,
      failure: FAILURES[end] ?? null,
      errors: isReading ? errors.length : null,
      hasNewErrors: errors.some((error) => !this.lastErrors.includes(error)),
      supersededBy: null,
      hold: end === "held" ? { guards: guard, losses: loses ? 1 : 0 } : null,
    };
    if (isReading && isApply) this.lastErrors = errors;
    const to = STATES[end];
    if (isReading && this.plan) {
      const older = { ...this.plan, supersededBy: run.runId };
      this.signals.push({ on: "run", from: "held", to: "superseded", isDecided: false, run: older });
      this.plan = null;
    }
    if (end === "key")
      this.signals.push({ on: "condition", kind: "host_key", isRaised: true, isWell: false });
    this.signals.push({ on: "run", from: "running", to, isDecided: false, run });
    if (end === "held" && isApply) this.plan = run;
  }
}

const FAILURES: Partial<Record<RunOp["end"], string>> = {
  failed: "file_blocked",
  waits: "file_waiting",
  key: "source_host_key",
};
const STATES = {
  ok: "succeeded",
  quiet: "no_change",
  failed: "failed",
  waits: "failed",
  key: "failed",
  held: "held",
  cancelled: "cancelled",
} as const;

describe("random nights", () => {
  test("no state is told twice and none is missed, whenever somebody looks and whoever is killed", () => {
    fc.assert(
      fc.property(fc.array(anyOp, { minLength: 10, maxLength: 60 }), (ops) => {
        const engine = new Engine();
        const oracle = new Oracle();
        for (const op of [...ops, { do: "evaluate" } as const]) {
          engine.happen(op);
          oracle.happen(op);
          if (op.do === "killed") expect(engine.evaluate(false)).toEqual([]);
          if (op.do !== "evaluate") continue;
          expect(thingsTold(engine.evaluate(true))).toEqual(oracle.look());
          expect(engine.evaluate(true)).toEqual([]);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
