import { AppError } from "@/lib/errors";
import type { RunRef } from "@/lib/model/run-ref";
import { finishRun } from "@/lib/runs/finish-run";
import { type JobDeps, jobDeps, openRun } from "@/lib/runs/open-run";
import { fail } from "@/lib/runs/store";

/** Ends a run whose job has given up. What the last attempt noted is kept; nothing of the plan was applied. */
export async function failRun(
  ref: RunRef,
  deps: JobDeps = jobDeps(),
  why: AppError = gaveUp(),
): Promise<{ failed: boolean }> {
  const ctx = openRun(ref, deps);
  const failure = { code: why.code, message: why.message, remedy: why.remedy ?? null };
  const failed = await ctx.db.run((tx) => fail(tx, ctx, ref.runId, failure));
  if (failed) await finishRun(ref, deps);
  return { failed };
}

function gaveUp(): AppError {
  return new AppError("internal", "The run stopped because of a fault on our side. Nothing was changed.", {
    remedy: "Start it again with Sync now. If it stops again, tell support the address of this page.",
  });
}
