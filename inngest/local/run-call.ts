import type { Db } from "@/lib/db/client";
import { isDataException } from "@/lib/db/database-error";
import type { Log } from "@/lib/log";
import type { App } from "./app";
import type { Backoff } from "./backoff";
import { decideOutcome, type Verdict } from "./decide-outcome";
import { jobError } from "./errors";
import { failureEvent } from "./failure-event";
import { callFunction } from "./protocol";
import { type ClaimedCall, loadRun, retryCall, type StoredRun, settleCall } from "./queue.store";
import { retryFor } from "./retry-for";

type Workplace = { app: App; db: Db; log: Log; backoff: Backoff; leaseMs: number };

/** Does one claimed call, from its request to its stored result. Never throws. */
export async function runCall(place: Workplace, call: ClaimedCall): Promise<void> {
  const { db, log, leaseMs } = place;
  const fields = { runId: call.runId, kind: call.kind, attempt: call.attempt };
  try {
    const run = await retryFor(() => loadRun(db, call.runId), leaseMs);
    const verdict = run ? await decide(place, call, run) : DROP;
    const kept = await store(place, call, run, verdict);
    if (kept) log.debug("job.call.done", { ...fields, functionId: run?.functionId, verdict: verdict.kind });
    else log.warn("job.call.lease_lost", { ...fields, functionId: run?.functionId });
  } catch (error) {
    // With no result stored the lease runs out, and the call is made again.
    log.error("job.call.not_stored", fields, error);
  }
}

/** For a call whose run is over: nothing follows. */
const DROP: Verdict = { kind: "settle", memo: null, next: [] };

async function decide(place: Workplace, call: ClaimedCall, run: StoredRun): Promise<Verdict> {
  const config = place.app.configs.get(run.functionId);
  if (!config) return failed(`The function "${run.functionId}" no longer exists`);
  if (call.kind === "sleep")
    return { kind: "settle", memo: { id: call.stepId ?? "", outcome: null }, next: [] };
  if (call.attempt >= config.attemptsMax) return workerDied(call);
  const answer = await callFunction(place.app, {
    functionId: config.id,
    runId: call.runId,
    event: run.event,
    steps: run.steps,
    stepId: call.stepId,
    attempt: call.attempt,
    attemptsMax: config.attemptsMax,
    planOnly: call.kind === "step",
  });
  return decideOutcome(answer, {
    attempt: call.attempt,
    attemptsMax: config.attemptsMax,
    stepsDone: run.steps.length,
    backoff: place.backoff,
    now: new Date(),
  });
}

function workerDied({ kind, stepId, attempt }: ClaimedCall): Verdict {
  const message = `The worker stopped ${attempt} times while running this`;
  if (kind === "discover") return failed(message);
  return { kind: "settle", memo: { id: stepId ?? "", outcome: { error: jobError(message) } }, next: [] };
}

function failed(message: string): Verdict {
  return { kind: "finish", state: "failed", result: jobError(message) };
}

async function store(
  place: Workplace,
  call: ClaimedCall,
  run: StoredRun | null,
  verdict: Verdict,
): Promise<boolean> {
  const { app, db, leaseMs } = place;
  if (verdict.kind === "retry") return retryFor(() => retryCall(db, call, verdict.delayMs), leaseMs);
  const settlement =
    verdict.kind === "settle"
      ? { ...verdict, finish: null, event: null }
      : { memo: null, next: [], finish: verdict, event: run && failureEvent(app, call.runId, run, verdict) };
  try {
    return await retryFor(() => settleCall(db, call, settlement), leaseMs);
  } catch (error) {
    if (!isDataException(error)) throw error;
    return store(place, call, run, failed("The output has characters that can't be stored"));
  }
}
