import type { RunFailure } from "@/drizzle/schema/runs";
import type { WorkspaceCtx } from "@/lib/context";
import { type AppError, isAppError } from "@/lib/errors";
import type { RunLease } from "@/lib/model/run-ref";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { headerSeen } from "@/lib/pipeline/find-header";
import type { RunUpdate } from "@/lib/pipeline/heartbeat";
import { getSyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { storeBlocking } from "@/lib/pipeline/persistence/issues.store";
import { NO_COUNTS } from "@/lib/pipeline/report/outcome";
import { removeRunFiles } from "@/lib/runs/run-files";
import { finish, getRunRow, writeProgress } from "@/lib/runs/store";

/** Ends the run with what went wrong, unless trying again may help: then notes it, and throws for the jobs to retry. */
export async function handleFailure(
  ctx: WorkspaceCtx,
  lease: RunLease,
  { syncId, error, at }: { syncId: string; error: unknown; at: RunUpdate },
): Promise<{ next: "stop" }> {
  if (!isAppError(error)) throw error;
  if (error.code === "lost_lease") return { next: "stop" };
  ctx.log.info("sync.plan.failed", { runId: lease.runId, code: error.code, retry: error.retry });
  if (error.code === "file_not_newer") return endUnchanged(ctx, lease, syncId, error);
  if (error.retry) {
    await writeProgress(ctx, lease, { failure: failureOf(error) });
    throw error;
  }
  const issue = blockingIssue(error);
  if (issue) await storeBlocking(ctx, lease, issue);
  const counts = { ...NO_COUNTS, errors: issue ? 1 : 0 };
  // What was learned of the file up to there is kept: it says which file it was.
  await finish(ctx, lease, syncId, { ...at, state: "failed", failure: failureOf(error), counts });
  await removeRunFiles(lease.runId);
  return { next: "stop" };
}

/** Nothing newer has come: what the last run applied stays in force, and so does a plan that is pending. */
async function endUnchanged(
  ctx: WorkspaceCtx,
  lease: RunLease,
  syncId: string,
  { message, remedy }: AppError,
): Promise<{ next: "stop" }> {
  const { baseline } = await getSyncRow(ctx, syncId);
  const { notes } = await getRunRow(ctx, lease.runId);
  const rows = baseline?.rows ?? 0;
  await finish(ctx, lease, syncId, {
    state: "no_change",
    failure: null,
    counts: { ...NO_COUNTS, read: rows, unchanged: rows },
    notes: [...notes, remedy ? `${message} ${remedy}` : message],
    keepsPending: true,
  });
  return { next: "stop" };
}

function failureOf(error: AppError): RunFailure {
  const header = headerSeen(error);
  return {
    ...(header ? { header } : {}),
    code: blockingIssue(error)?.code ?? error.code,
    message: error.message,
    remedy: error.remedy ?? null,
  };
}
