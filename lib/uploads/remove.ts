import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { WorkspaceCtx } from "@/lib/context";
import { spoolFolder, uploadSpoolFile } from "@/lib/spool";
import { setUsed } from "@/lib/uploads/store";

/** Deletes an upload's file once its run has ended. Called again, or for an unknown upload, it does nothing. */
export async function removeUsedUpload(ctx: WorkspaceCtx, uploadId: string): Promise<void> {
  const known = await ctx.db.run((tx) => setUsed(tx, ctx, uploadId, ctx.clock()));
  if (known) await rm(await uploadSpoolFile(uploadId), { force: true });
}

const HOUR_MS = 3_600_000;
/** A file that nobody has touched for this long belongs to no run: someone left the page, or a worker died. */
const STALE_MS = 24 * HOUR_MS;

/** What Rollcall itself puts there; nothing else is deleted. */
const OURS = /^(upload|run|managers)-[0-9a-f-]{36}\.csv(\.part)?$/;

/** Deletes spooled files of uploads that were never used and of runs that died. Gives how many went. */
export async function removeStaleUploads(now: Date = new Date()): Promise<{ removed: number }> {
  const folder = await spoolFolder();
  let removed = 0;
  for (const name of await readdir(folder)) {
    if (!OURS.test(name)) continue;
    const file = join(folder, name);
    const modifiedMs = await modifiedAt(file);
    if (modifiedMs === null || now.getTime() - modifiedMs < STALE_MS) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return { removed };
}

/** Null when a run has deleted it in the meantime. */
async function modifiedAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
}
