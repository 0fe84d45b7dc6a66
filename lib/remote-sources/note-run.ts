import type { CheckResult } from "@/drizzle/schema/remote-sources";
import type { Ctx } from "@/lib/context";
import type { AppError, ErrorCode } from "@/lib/errors";
import { setCheckedByRun } from "@/lib/remote-sources/store";

/** The stage of a check that a run's failure belongs to. What is left out says nothing about the connection. */
const STAGES: Partial<Record<ErrorCode, string>> = {
  source_network: "connect",
  source_unusable: "connect",
  source_host_key: "host_key",
  source_credentials: "sign_in",
};

/** Codes that come after a connection that worked: the server has been spoken to. */
const CONNECTED: ReadonlySet<ErrorCode> = new Set([
  "source_path",
  "file_changed",
  "too_large",
  "file_blocked",
]);

/** A connection that has just worked for another run is not noted once more. */
const AGAIN_MS = 60_000;

export function hasJustWorked(last: CheckResult | null, now: Date): boolean {
  return last?.ok === true && last.by === "run" && now.getTime() - Date.parse(last.at) < AGAIN_MS;
}

type Use = { id: string; since: Date; error: AppError | null };

/**
 * A run that connected counts as a check of the connection, and one that could not as a failed one. Kept only when the
 * source has not been changed after `since`: what was changed is another connection.
 */
export async function noteRun(ctx: Ctx, { id, since, error }: Use): Promise<void> {
  const lastCheck = resultOf(error, ctx.clock());
  if (lastCheck === null) return;
  await ctx.db.run((tx) => setCheckedByRun(tx, ctx, { id, since, lastCheck }));
}

function resultOf(error: AppError | null, now: Date): CheckResult | null {
  const at = now.toISOString();
  if (error === null || CONNECTED.has(error.code)) return { ok: true, at, stages: [], by: "run" };
  const stage = STAGES[error.code];
  if (stage === undefined) return null;
  const failed = { stage, ok: false, ms: 0, message: error.message, remedy: error.remedy ?? null };
  return { ok: false, at, stages: [failed], by: "run" };
}
