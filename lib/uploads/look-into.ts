import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { type Proposal, proposeReading } from "@/lib/uploads/propose";
import { readHead } from "@/lib/uploads/read-head";
import { selectUpload } from "@/lib/uploads/store";
import type { UploadedFile } from "@/lib/uploads/views";

/** An uploaded file and how its beginning is best read. Throws `not_found`. */
export async function lookInto(
  ctx: WorkspaceCtx,
  uploadId: string,
): Promise<Proposal & { upload: UploadedFile }> {
  const upload = await ctx.db.run((tx) => selectUpload(tx, ctx, uploadId));
  if (!upload) throw notFound("The uploaded file");
  const head = await readHead(uploadId);
  const found = await proposeReading(head, head.length === upload.sizeBytes);
  const { id, fileName, sizeBytes, sha256 } = upload;
  return { ...found, upload: { id, fileName, sizeBytes, sha256 } };
}
