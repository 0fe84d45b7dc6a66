import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { sendRunRequested } from "@/lib/jobs/send";
import { accountOf } from "@/lib/model/actor";
import type { RunMode, RunTrigger } from "@/lib/model/run";
import { auditRunStart } from "@/lib/runs/audit-start";
import { findQueued, insertQueued, isAttached, isThere } from "@/lib/runs/requests.store";

type RunRequest = {
  syncId: string;
  trigger: RunTrigger;
  /** Default: the file is the complete list. */
  mode?: RunMode;
  /** `preview` stops after the plan, whatever the guards say. */
  intent?: "apply" | "preview";
  /** For a file that was dropped in the browser. */
  uploadId?: string;
  /** For an upload: the file that names the managers of teams, dropped beside it. */
  managersUploadId?: string | undefined;
  /** The one file to read, instead of what the sync's path says. */
  askedPath?: string;
  /** The run to undo. */
  undoes?: string;
  /** The id of the run, for what may be asked for again: the same request makes no second run. */
  id?: string | undefined;
};

/**
 * Queues a run of a sync and asks the jobs to work on it. A sync has at most one run of an intent waiting: a further
 * request is merged into it (`merged`), except an upload, one file or an undo, which are about something of their own
 * (`conflict`). Throws `not_found` for a sync that is not the workspace's.
 */
export async function requestRun(
  ctx: WorkspaceCtx,
  request: RunRequest,
): Promise<{ runId: string; merged: boolean }> {
  const { syncId, intent = "apply", uploadId, undoes, askedPath, id } = request;
  if (id !== undefined && (await isThere(ctx, syncId, id))) return { runId: id, merged: false };
  const inserted = await queue(ctx, request);
  if (!inserted && askedPath !== undefined) throw queuedAlready();
  if (!inserted && (uploadId || undoes)) throw anotherWaits(uploadId !== undefined);
  const waiting = inserted ? null : await findQueued(ctx, syncId, intent);
  if (waiting && !waiting.isShared) throw waiting.isOfOneFile ? queuedAlready() : anotherWaits(false);
  const runId = inserted ?? waiting?.id;
  // Taken up by a worker between the two statements: the request is as good as new, so ask again.
  if (!runId) return requestRun(ctx, request);
  await sendRunRequested(
    { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId },
    waiting?.fence ?? 0,
  );
  return { runId, merged: !inserted };
}

async function queue(ctx: WorkspaceCtx, request: RunRequest): Promise<string | null> {
  const { syncId, trigger, mode = "complete", intent = "apply", undoes = null } = request;
  const { uploadId = null, managersUploadId = null, askedPath = null, id } = request;
  const run = { syncId, trigger, mode, intent, undoes };
  return ctx.db.run(async (tx) => {
    if (!(await isAttached(tx, ctx, syncId))) throw notFound("This sync");
    const runId = await insertQueued(tx, ctx, {
      ...run,
      id,
      uploadId,
      managersUploadId,
      askedPath,
      requestedBy: accountOf(ctx.actor),
      requestedByLabel: ctx.actor.label,
    });
    if (runId) await auditRunStart(tx, ctx, { ...run, runId, askedPath });
    return runId;
  });
}

function queuedAlready(): AppError {
  return new AppError("conflict", "Another run of this sync is already queued.", {
    remedy: "Wait a moment until it has started, then try again.",
  });
}

function anotherWaits(isUpload: boolean): AppError {
  if (isUpload) {
    return new AppError("conflict", "Another upload is already queued.", {
      remedy: "Wait a moment until its plan is shown, then upload again.",
    });
  }
  return new AppError("conflict", "Another preview of this sync is already queued.", {
    remedy: "Wait a moment until it is shown, then try again.",
  });
}
