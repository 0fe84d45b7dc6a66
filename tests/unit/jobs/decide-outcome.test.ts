import { describe, expect, it } from "vitest";
import { decideOutcome } from "@/inngest/local/decide-outcome";
import type { Answer } from "@/inngest/local/protocol";

const NOW = new Date("2026-11-22T10:00:00Z");
const error = { name: "Error", message: "x" };
const at = (attempt: number) => ({ attempt, attemptsMax: 2, stepsDone: 0, backoff: () => 15_000, now: NOW });
const ops = (op: string, more: object = {}, final = false): Answer => ({
  kind: "ops",
  ops: [{ op, id: "s1", error, ...more }],
  final,
  retryAfterMs: null,
});

describe("the verdict on an answer", () => {
  it("tries a failed step again while attempts are left", () => {
    expect(decideOutcome(ops("StepError"), at(0))).toEqual({ kind: "retry", delayMs: 15_000 });
  });

  it.each([
    ["that has no attempts left", ops("StepError"), 1],
    ["whose answer says that it is final", ops("StepError", {}, true), 0],
    ["that the SDK has given up", ops("StepFailed"), 0],
  ])("remembers the error of a step %s, so that the function can catch it", (_case, answer, attempt) => {
    expect(decideOutcome(answer, at(attempt))).toEqual({
      kind: "settle",
      memo: { id: "s1", outcome: { error } },
      next: [],
    });
  });

  it("tries a function that threw again, unless it is final or no attempts are left", () => {
    const threw = (final: boolean): Answer => ({ kind: "threw", error, final, retryAfterMs: 3_000 });
    expect(decideOutcome(threw(false), at(0))).toEqual({ kind: "retry", delayMs: 3_000 });
    expect(decideOutcome(threw(true), at(0))).toEqual({ kind: "finish", state: "failed", result: error });
    expect(decideOutcome(threw(false), at(1))).toEqual({ kind: "finish", state: "failed", result: error });
  });

  it("fails a run that would have more than 1000 steps", () => {
    const verdict = decideOutcome(ops("StepRun", { data: 1 }), { ...at(0), stepsDone: 1000 });
    expect(verdict).toMatchObject({ kind: "finish", state: "failed" });
  });

  it.each([
    "WaitForEvent",
    "InvokeFunction",
    "WaitForSignal",
    "Gateway",
    "AIGateway",
    "DeferAdd",
    "RunComplete",
    "SomethingNew",
  ])("fails a run that asks for %s, for good and by its name", (op) => {
    const verdict = decideOutcome(ops(op, { displayName: "my step" }), at(0));
    expect(verdict).toMatchObject({
      kind: "finish",
      state: "failed",
      result: { message: expect.stringMatching(/does not implement .+ \(step "my step"\)/) },
    });
  });

  it("refuses to sleep for more than a year", () => {
    const verdict = decideOutcome(ops("Sleep", { name: "60w" }), at(0));
    expect(verdict).toMatchObject({ kind: "finish", state: "failed" });
    expect(decideOutcome(ops("Sleep", { name: "50w" }), at(0))).toMatchObject({ kind: "settle" });
  });
});
