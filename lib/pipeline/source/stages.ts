import type { CheckResult, CheckStage } from "@/drizzle/schema/remote-sources";
import { isAppError } from "@/lib/errors";

/**
 * The stages of a connection check, in their order, with what a person reads. Those of a file come last: they only run
 * when a path is given.
 */
export type Stages = readonly { stage: string; label: string; isOfFile?: boolean }[];

export type StageRecord = {
  /** The stage under way has worked; the next one begins. */
  pass: (message?: string | null) => void;
  /** The stage under way has failed, and with it the check. Rethrows what is not about the server. */
  fail: (error: unknown) => void;
  result: () => CheckResult;
};

/** Writes down the stages of a check with their times. */
export function recordStages(known: Stages, onStage: (stage: CheckStage) => void): StageRecord {
  const stages: CheckStage[] = [];
  let since = performance.now();
  const end = (outcome: Omit<CheckStage, "stage" | "ms">) => {
    const now = performance.now();
    const stage = { stage: known[stages.length]?.stage ?? "", ms: Math.round(now - since), ...outcome };
    since = now;
    stages.push(stage);
    onStage(stage);
  };
  return {
    pass: (message = null) => end({ ok: true, message, remedy: null }),
    fail: (error) => {
      if (!isAppError(error)) throw error;
      end({ ok: false, message: error.message, remedy: error.remedy ?? null });
    },
    result: () => ({ ok: stages.every(({ ok }) => ok), at: new Date().toISOString(), stages }),
  };
}
