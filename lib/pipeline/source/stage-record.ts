import type { CheckResult, CheckStage } from "@/drizzle/schema/remote-sources";
import { isAppError } from "@/lib/errors";
import { STAGES } from "@/lib/pipeline/source/stages";

export type StageRecord = {
  /** The stage under way has worked; the next one begins. */
  pass: (message?: string | null) => void;
  /** The stage under way has failed, and with it the check. Rethrows what is not about the server. */
  fail: (error: unknown) => void;
  result: () => CheckResult;
};

/** Writes down the stages of a check with their times. */
export function recordStages(onStage: (stage: CheckStage) => void): StageRecord {
  const stages: CheckStage[] = [];
  let since = performance.now();
  const end = (outcome: Omit<CheckStage, "stage" | "ms">) => {
    const now = performance.now();
    const stage = { stage: STAGES[stages.length] ?? "", ms: Math.round(now - since), ...outcome };
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
