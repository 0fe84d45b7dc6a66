import { rm } from "node:fs/promises";
import type { WorkspaceCtx } from "@/lib/context";
import { uploadSpoolFile } from "@/lib/spool";
import { setUsed } from "@/lib/uploads/store";

/** Deletes an upload's file once its run has ended. Called again, or for an unknown upload, it does nothing. */
export async function removeUsedUpload(ctx: WorkspaceCtx, uploadId: string): Promise<void> {
  const known = await ctx.db.run((tx) => setUsed(tx, ctx, uploadId, ctx.clock()));
  if (known) await rm(await uploadSpoolFile(uploadId), { force: true });
}
