import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { requestRun } from "@/lib/runs/request-run";
import type { StartedUpload } from "@/lib/uploads/schema";
import { selectUpload, setReadSettings } from "@/lib/uploads/store";
import { uploadTarget } from "@/lib/uploads/target";

/**
 * Asks for the plan of an uploaded file, for the users of one sync: always a preview, which waits for a person. The file
 * is read the way the person was shown. Throws `not_found`; `conflict` when a run has used the file, or another upload
 * is waiting.
 */
export async function startUpload(ctx: WorkspaceCtx, input: StartedUpload): Promise<{ runId: string }> {
  const { uploadId, mode, encoding, delimiter } = input;
  const upload = await ctx.db.run((tx) => selectUpload(tx, ctx, uploadId));
  if (!upload) throw notFound("The uploaded file");
  if (upload.usedAt) {
    throw new AppError("conflict", "This file has been applied already.", { remedy: "Upload it again." });
  }
  const syncId = await uploadTarget(ctx, input.syncId);
  await ctx.db.run((tx) => setReadSettings(tx, ctx, uploadId, { encoding, delimiter }));
  const { runId } = await requestRun(ctx, { syncId, trigger: "upload", mode, intent: "preview", uploadId });
  return { runId };
}
