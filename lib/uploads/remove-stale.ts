import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { spoolFolder } from "@/lib/spool";

const HOUR_MS = 3_600_000;
/** A file that nobody has touched for this long belongs to no run: someone left the page, or a worker died. */
const STALE_MS = 24 * HOUR_MS;

/** What Rollcall itself puts there; anything else is left alone. */
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

/** Null when a run has deleted it meanwhile. */
async function modifiedAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
}
