import { z } from "zod";
import type { Json } from "@/drizzle/schema/job-events";
import { LIMITS } from "@/lib/jobs/local/limits";
import { dueAt } from "./duration";
import { type JobError, jobError, toJobError } from "./errors";

const json: z.ZodType<Json> = z.json();

const op = z.object({
  op: z.string(),
  id: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), json).nullish(),
  data: json.optional(),
  error: json.optional(),
});

/** One thing the function asks for or reports, as the SDK sends it. */
export type Op = z.infer<typeof op>;

/** What the executor does with one op. */
type OpEffect =
  | { kind: "remember"; stepId: string; outcome: Json }
  | { kind: "failing"; stepId: string; error: JobError }
  | { kind: "plan"; stepId: string }
  | { kind: "sleep"; stepId: string; until: Date }
  | { kind: "refused"; error: JobError };

/** Throws if the value is not a non-empty list of ops. */
export function readOps(value: Json): Op[] {
  return z.array(op).min(1).parse(value);
}

/** The effect of an op. One that only Inngest's own server can do is refused by name, never ignored. */
export function effectOf(one: Op, now: Date): OpEffect {
  const step = one.displayName ?? one.id;
  if (one.opts?.parallelMode) return refused(`group.parallel in mode "${one.opts.parallelMode}"`, step);
  // exempt(switch): a newer client may send any operation, which is refused by name
  switch (one.op) {
    case "StepRun":
      return { kind: "remember", stepId: one.id, outcome: { data: one.data ?? null } };
    case "StepFailed":
      return { kind: "remember", stepId: one.id, outcome: { error: toJobError(one.error) } };
    case "StepError":
      return { kind: "failing", stepId: one.id, error: toJobError(one.error) };
    case "StepPlanned":
      return { kind: "plan", stepId: one.id };
    case "Sleep":
      return sleep(one, step, now);
    default:
      return refused(REFUSED[one.op] ?? one.op, step);
  }
}

/** The names that people write, for what the protocol calls otherwise. */
const REFUSED: Readonly<Record<string, string>> = {
  WaitForEvent: "step.waitForEvent",
  WaitForSignal: "step.waitForSignal",
  InvokeFunction: "step.invoke",
  Gateway: "step.fetch",
  AIGateway: "step.ai.infer",
  DeferAdd: "defer",
  DeferAbort: "defer",
};

function sleep(one: Op, step: string, now: Date): OpEffect {
  const text = one.name ?? "";
  const until = dueAt(text, now);
  if (until && until.getTime() - now.getTime() <= LIMITS.sleepMs)
    return { kind: "sleep", stepId: one.id, until };
  return {
    kind: "refused",
    error: jobError(`The step "${step}" can't sleep for "${text}": a year is the most`),
  };
}

function refused(what: string, step: string): OpEffect {
  return {
    kind: "refused",
    error: jobError(
      `The local executor does not implement ${what} (step "${step}"). It needs an Inngest server.`,
    ),
  };
}
