import type { CheckResult, CheckStage } from "@/drizzle/schema/remote-sources";
import { isAppError } from "@/lib/errors";

/** The stages of a connection check, in their order. The last two only run when a path is given. */
export const STAGES = [
  "resolve",
  "connect",
  "handshake",
  "host_key",
  "sign_in",
  "open_folder",
  "find_file",
  "read_header",
] as const;

export type Stage = (typeof STAGES)[number];

/** What a person reads. */
export const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  resolve: "Look up the host",
  connect: "Connect",
  handshake: "Agree on encryption",
  host_key: "Check the host key",
  sign_in: "Sign in",
  open_folder: "Open the folder",
  find_file: "Find the file",
  read_header: "Read the first line",
};

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
