import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { inspectUpload } from "@/lib/uploads/inspect";
import type { Inspection } from "@/lib/uploads/views";

/** What we found in an uploaded file; null when there is no such upload, or its file is gone. */
export async function findInspection(
  ctx: WorkspaceCtx,
  which: { uploadId: string; syncId?: string | undefined },
): Promise<Inspection | null> {
  try {
    return await inspectUpload(ctx, which);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
