import type { JobEvent, Json } from "@/drizzle/schema/job-events";
import { LIMITS, sizeBytes } from "@/lib/jobs/local/limits";
import type { App } from "./app";
import { retryAfterMs } from "./backoff";
import { type JobError, jobError, toJobError } from "./errors";
import { type Op, readOps } from "./ops";

/** One call of a function, in the terms of the protocol. */
type CallRequest = {
  functionId: string;
  runId: string;
  event: JobEvent;
  /** Outcomes by step id, in the order in which the steps finished. */
  steps: readonly { id: string; outcome: Json }[];
  /** The planned step to run; null calls the function from its start. */
  stepId: string | null;
  attempt: number;
  attemptsMax: number;
  /** While planned steps are open a call only plans: the server's `disable_immediate_execution`. */
  planOnly: boolean;
};

/** What came of a call. `final`: the SDK says that another try can't help. */
export type Answer =
  | { kind: "returned"; data: Json }
  | { kind: "ops"; ops: readonly Op[]; final: boolean; retryAfterMs: number | null }
  | { kind: "threw"; error: JobError; final: boolean; retryAfterMs: number | null };

/** Makes a call and reads its answer. Never throws: what is no answer of the SDK is an error that may be retried. */
export async function callFunction(app: App, request: CallRequest): Promise<Answer> {
  const body = bodyOf(request);
  if (sizeBytes(JSON.stringify(body)) > LIMITS.stateBytes) {
    return threw(jobError("The run's state size is greater than the limit"), true);
  }
  try {
    const query = new URLSearchParams({ fnId: request.functionId, stepId: request.stepId ?? "step" });
    const response = await app.request("POST", `?${query}`, body, {
      "x-run-id": request.runId,
      "x-inngest-req-version": "-1",
    });
    return read(response, await response.text());
  } catch (error) {
    return threw(
      jobError(`The call failed: ${error instanceof Error ? error.message : String(error)}`),
      false,
    );
  }
}

// Without `ctx.fn_id` the SDK does not checkpoint: every answer is a plain 200, 206, 400 or 500.
function bodyOf(request: CallRequest): unknown {
  const ids = request.steps.map(({ id }) => id);
  return {
    version: -1,
    event: request.event,
    events: [request.event],
    steps: Object.fromEntries(request.steps.map(({ id, outcome }) => [id, outcome])),
    ctx: {
      run_id: request.runId,
      attempt: request.attempt,
      max_attempts: request.attemptsMax,
      disable_immediate_execution: request.planOnly,
      use_api: false,
      stack: { stack: ids, current: Math.max(ids.length - 1, 0) },
    },
  };
}

function read(response: Response, text: string): Answer {
  const { headers, status } = response;
  const after = retryAfterMs(headers.get("retry-after"), new Date());
  if (sizeBytes(text) > LIMITS.outputBytes) {
    return threw(jobError("The step output size is greater than the limit"), false);
  }
  if (!headers.has("x-inngest-sdk")) return threw(jobError(`The answer ${status} is not the SDK's`), false);
  const value = text === "" ? null : (JSON.parse(text) as Json);
  // The SDK's own word counts; without it a 4xx is final and a 5xx is not.
  const word = headers.get("x-inngest-no-retry");
  const final = word === null ? status >= 400 && status < 500 : word === "true";
  if (status === 200) return { kind: "returned", data: value };
  if (status === 206)
    return { kind: "ops", ops: readOps(value), final: word === "true", retryAfterMs: after };
  return threw(toJobError(value), final, after);
}

function threw(error: JobError, final: boolean, after: number | null = null): Answer {
  return { kind: "threw", error, final, retryAfterMs: after };
}
