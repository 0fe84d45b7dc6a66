import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { requestRun } from "@/lib/runs/request-run";
import { READ_DEFAULTS } from "@/lib/sync/types";
import { ensureUploadSync } from "@/lib/syncs/ensure-upload-sync";
import { lockSync, setSync } from "@/lib/syncs/store";
import type { StartedUpload } from "@/lib/uploads/schema";
import { selectUpload } from "@/lib/uploads/store";

/**
 * Asks for the plan of an uploaded file: always a preview, which waits for a person. The file is read the way the
 * person was shown. Throws `not_found`; `conflict` when a run has used the file, or another upload is waiting.
 */
export async function startUpload(ctx: WorkspaceCtx, input: StartedUpload): Promise<{ runId: string }> {
  const { uploadId, mode } = input;
  const upload = await ctx.db.run((tx) => selectUpload(tx, ctx, uploadId));
  if (!upload) throw notFound("The uploaded file");
  if (upload.usedAt) {
    throw new AppError("conflict", "This file has been applied already.", { remedy: "Upload it again." });
  }
  const syncId = await ensureUploadSync(ctx);
  await readAs(ctx, syncId, input);
  const { runId } = await requestRun(ctx, { syncId, trigger: "upload", mode, intent: "preview", uploadId });
  return { runId };
}

async function readAs(
  ctx: WorkspaceCtx,
  syncId: string,
  { encoding, delimiter }: StartedUpload,
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (!row) throw notFound("The sync of uploaded files");
    const was = { ...READ_DEFAULTS, ...row.readSettings };
    if (was.encoding === encoding && was.delimiter === delimiter) return;
    const readSettings = { ...row.readSettings, encoding, delimiter };
    await setSync(tx, ctx, syncId, { readSettings, mappingVersion: row.mappingVersion + 1 });
  });
}
