import type { SyncOrigin } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { requestRun } from "@/lib/runs/request-run";
import { selectSourceKind } from "@/lib/runs/requests.store";

/**
 * Asks for a run of a sync. Merged into one that is queued already. Throws `not_found`; `conflict` for the
 * upload sync, which has no file of its own to read.
 */
export async function syncNow(
  ctx: WorkspaceCtx,
  syncId: string,
  runId?: string,
): Promise<{ runId: string; merged: boolean }> {
  if ((await sourceKindOf(ctx, syncId)) === "upload") {
    throw new AppError("conflict", "Uploaded files are read when they are uploaded.", {
      remedy: "Upload the file again to sync it.",
    });
  }
  return requestRun(ctx, { syncId, trigger: "manual", id: runId });
}

/**
 * Asks what a run of a sync would change now: its plan waits for approval whatever the guards say. Merged into a preview
 * that is queued already. Throws `not_found`; `conflict` for the upload sync, which has no file of its own to read.
 */
export async function previewSync(
  ctx: WorkspaceCtx,
  syncId: string,
  runId?: string,
): Promise<{ runId: string; merged: boolean }> {
  if ((await sourceKindOf(ctx, syncId)) === "upload") {
    throw new AppError("conflict", "Uploaded files are shown as a plan when they are uploaded.", {
      remedy: "Upload the file again to see what it would change.",
    });
  }
  return requestRun(ctx, { syncId, trigger: "manual", intent: "preview", id: runId });
}

async function sourceKindOf(ctx: WorkspaceCtx, syncId: string): Promise<SyncOrigin> {
  const sourceKind = await ctx.db.run((tx) => selectSourceKind(tx, ctx, syncId));
  if (!sourceKind) throw notFound("This sync");
  return sourceKind;
}
