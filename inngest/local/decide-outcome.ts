import type { Json } from "@/drizzle/schema/job-events";
import { unreachable } from "@/lib/errors";
import { LIMITS } from "@/lib/jobs/local/limits";
import type { Backoff } from "./backoff";
import { type JobError, jobError } from "./errors";
import { effectOf, type Op } from "./ops";
import type { Answer } from "./protocol";

/** A step or sleep that is to come. */
export type NextCall = { kind: "step" | "sleep"; stepId: string; dueAt: Date | null };

/** What becomes of a call, and with it of its run. */
export type Verdict =
  | { kind: "retry"; delayMs: number }
  | { kind: "settle"; memo: { id: string; outcome: Json } | null; next: readonly NextCall[] }
  | { kind: "finish"; state: "completed" | "failed"; result: Json };

type Circumstances = { attempt: number; attemptsMax: number; stepsDone: number; backoff: Backoff; now: Date };

/** Decides on an answer. Pure: the rules of retries, of remembering steps and of planning are all here. */
export function decideOutcome(answer: Answer, at: Circumstances): Verdict {
  switch (answer.kind) {
    case "returned":
      return { kind: "finish", state: "completed", result: answer.data };
    case "threw":
      return !answer.final && mayRetry(at) ? retry(answer.retryAfterMs, at) : fail(answer.error);
    case "ops":
      return verdictOnOps(answer, at);
    default:
      return unreachable(answer);
  }
}

function verdictOnOps(answer: Extract<Answer, { kind: "ops" }>, at: Circumstances): Verdict {
  if (at.stepsDone + answer.ops.length > LIMITS.steps)
    return fail(jobError("The run has more steps than the limit"));
  const effects = answer.ops.map((op: Op) => effectOf(op, at.now));
  const next: NextCall[] = [];
  let memo: { id: string; outcome: Json } | null = null;
  for (const effect of effects) {
    if (effect.kind === "refused") return fail(effect.error);
    if (effect.kind === "failing") {
      if (!answer.final && mayRetry(at)) return retry(answer.retryAfterMs, at);
      memo = { id: effect.stepId, outcome: { error: effect.error } };
    }
    if (effect.kind === "remember") memo = { id: effect.stepId, outcome: effect.outcome };
    if (effect.kind === "plan") next.push({ kind: "step", stepId: effect.stepId, dueAt: null });
    if (effect.kind === "sleep") next.push({ kind: "sleep", stepId: effect.stepId, dueAt: effect.until });
  }
  return { kind: "settle", memo, next };
}

function mayRetry({ attempt, attemptsMax }: Circumstances): boolean {
  return attempt + 1 < attemptsMax;
}

function retry(afterMs: number | null, { attempt, backoff }: Circumstances): Verdict {
  return { kind: "retry", delayMs: afterMs ?? backoff(attempt) };
}

function fail(error: JobError): Verdict {
  return { kind: "finish", state: "failed", result: error };
}
