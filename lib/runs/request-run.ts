import type { WorkspaceCtx } from "@/lib/context";
import { violated } from "@/lib/db/violation";
import { AppError, notFound } from "@/lib/errors";
import { sendRunRequested } from "@/lib/jobs";
import { findQueued, insertQueued } from "@/lib/runs/store";
import type { RunMode, RunTrigger } from "@/lib/sync/types";

type Request = {
  syncId: string;
  trigger: RunTrigger;
  /** Default: the file is the complete list. */
  mode?: RunMode;
  /** `preview` stops after the plan, whatever the guards say. */
  intent?: "apply" | "preview";
  /** For a file that was dropped in the browser. */
  uploadId?: string;
};

/**
 * Queues a run of a sync and asks the jobs to work on it. A sync has at most one run waiting: a further request is
 * merged into it (`merged`), except that an upload never is, since it brings its own file (`conflict`). Throws `not_found` for a sync that is not the workspace's.
 */
export async function requestRun(
  ctx: WorkspaceCtx,
  request: Request,
): Promise<{ runId: string; merged: boolean }> {
  const { syncId, trigger, mode = "complete", intent = "apply", uploadId = null } = request;
  const inserted = await insertQueued(ctx, {
    syncId,
    trigger,
    mode,
    intent,
    uploadId,
    requestedBy: ctx.actor.kind === "member" ? ctx.actor.accountId : null,
    requestedByLabel: ctx.actor.label,
  }).catch((cause) => {
    throw violated(cause) === "runs_sync" ? notFound("This sync") : cause;
  });
  if (!inserted && uploadId) {
    throw new AppError("conflict", "Another upload is still waiting to be read.", {
      remedy: "Wait a moment until its plan is shown, then upload again.",
    });
  }
  const runId = inserted ?? (await findQueued(ctx, syncId, intent));
  // Taken up by a worker between the two statements: the request is as good as new, so ask again.
  if (!runId) return requestRun(ctx, request);
  await sendRunRequested({ orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId });
  return { runId, merged: !inserted };
}
