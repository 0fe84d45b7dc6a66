import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { requestRun } from "@/lib/runs/request-run";
import { getSync } from "@/lib/syncs/read";

/**
 * Asks for a run of a sync by hand. Merged into one that is waiting already. Throws `not_found`; `conflict` for the
 * upload sync, which has no file of its own to read.
 */
export async function syncNow(
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<{ runId: string; merged: boolean }> {
  const sync = await getSync(ctx, syncId);
  if (sync.sourceKind === "upload") {
    throw new AppError("conflict", "Uploaded files are read when they are uploaded.", {
      remedy: "Upload the file again to sync it.",
    });
  }
  return requestRun(ctx, { syncId, trigger: "manual" });
}

/**
 * Asks what a run of a sync would change now: its plan is held whatever the limits say. Merged into a preview that is
 * waiting already. Throws `not_found`; `conflict` for the upload sync, which has no file of its own to read.
 */
export async function previewSync(
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<{ runId: string; merged: boolean }> {
  const sync = await getSync(ctx, syncId);
  if (sync.sourceKind === "upload") {
    throw new AppError("conflict", "Uploaded files are shown as a plan when they are uploaded.", {
      remedy: "Upload the file again to see what it would change.",
    });
  }
  return requestRun(ctx, { syncId, trigger: "manual", intent: "preview" });
}
