import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { ALL_ROWS } from "@/lib/model/file";
import { requestRun } from "@/lib/runs/request-run";
import type { StartedUpload } from "@/lib/uploads/schema";
import { selectUpload, setReadSettings } from "@/lib/uploads/store";
import { uploadTarget } from "@/lib/uploads/target";

/**
 * Asks for the plan of an uploaded file, for the users of one sync: always a preview, which waits for a person. The file
 * is read the way the person was shown. Throws `not_found`; `conflict` when a run has used the file, or another upload
 * is waiting. A managers file is read in the same run.
 */
export async function startUpload(
  ctx: WorkspaceCtx,
  input: StartedUpload & { runId?: string | undefined },
): Promise<{ runId: string }> {
  const { uploadId, mode, encoding, delimiter, managers } = input;
  const { headerRow = ALL_ROWS.headerRow, footerRows = ALL_ROWS.footerRows } = input;
  if (managers?.uploadId === uploadId) throw sameFile();
  await requireUnused(ctx, uploadId, "The uploaded file");
  if (managers) await requireUnused(ctx, managers.uploadId, "The managers file");
  const syncId = await uploadTarget(ctx, input.syncId);
  await ctx.db.run(async (tx) => {
    await setReadSettings(tx, ctx, uploadId, { encoding, delimiter, headerRow, footerRows });
    if (!managers) return;
    const { uploadId: second, ...reading } = managers;
    await setReadSettings(tx, ctx, second, { ...ALL_ROWS, ...reading });
  });
  const { runId } = await requestRun(ctx, {
    id: input.runId,
    syncId,
    trigger: "upload",
    mode,
    intent: "preview",
    uploadId,
    managersUploadId: managers?.uploadId,
  });
  return { runId };
}

async function requireUnused(ctx: WorkspaceCtx, uploadId: string, name: string): Promise<void> {
  const upload = await ctx.db.run((tx) => selectUpload(tx, ctx, uploadId));
  if (!upload) throw notFound(name);
  if (!upload.usedAt) return;
  throw new AppError("conflict", "This file has already been applied.", { remedy: "Upload it again." });
}

function sameFile(): AppError {
  return new AppError("invalid_input", "The managers file is the same upload as the employees file.", {
    remedy: "Upload a separate file that lists the managers.",
  });
}
