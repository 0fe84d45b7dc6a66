import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { getRun } from "@/lib/runs/get-run";
import type { RunDetail } from "@/lib/runs/views/types";

/** A run of the workspace; null when there is none. */
export async function findRun(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<RunDetail | null> {
  try {
    return await getRun(ctx, { runId });
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
