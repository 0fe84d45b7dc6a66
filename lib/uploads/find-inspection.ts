import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { inspectUpload } from "@/lib/uploads/inspect";
import type { Inspection, WhichUpload } from "@/lib/uploads/views";

/** What we found in an uploaded file; null when there is no such upload, or its file is gone. */
export async function findInspection(ctx: WorkspaceCtx, which: WhichUpload): Promise<Inspection | null> {
  try {
    return await inspectUpload(ctx, which);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
