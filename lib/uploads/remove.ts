import type { WorkspaceCtx } from "@/lib/context";
import { uploadKey } from "@/lib/spool/keys";
import { sweepScratch } from "@/lib/spool/scratch";
import { spool } from "@/lib/spool/spool";
import { setUsed } from "@/lib/uploads/store";

/** Deletes an upload's file once its run has ended. Called again, or for an unknown upload, it does nothing. */
export async function removeUsedUpload(ctx: WorkspaceCtx, uploadId: string): Promise<void> {
  const known = await ctx.db.run((tx) => setUsed(tx, ctx, uploadId, ctx.clock()));
  if (known) await spool().remove(uploadKey(uploadId));
}

const HOUR_MS = 3_600_000;
/** A file that nobody has touched for this long belongs to no run: someone left the page, or a worker died. */
const STALE_MS = 24 * HOUR_MS;

/** Files of drops have a time of their own, which is in the database. */
const OF_RUNS = /^(upload|run|managers)-/;

/**
 * Deletes spooled files of uploads that were never used and of runs that died, and what was half made. Gives how many
 * went.
 */
export async function removeStaleUploads(now: Date = new Date()): Promise<{ removed: number }> {
  const before = new Date(now.getTime() - STALE_MS);
  let removed = (await spool().removeUnfinished(before)) + (await sweepScratch(before));
  for await (const { key, storedAt } of spool().list()) {
    if (!OF_RUNS.test(key) || storedAt > before) continue;
    await spool().remove(key);
    removed += 1;
  }
  return { removed };
}
