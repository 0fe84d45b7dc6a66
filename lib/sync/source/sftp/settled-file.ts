import { setTimeout as sleep } from "node:timers/promises";
import { isFolder, stillWritten } from "@/lib/sync/source/file-errors";
import { TEMPORARY_SUFFIXES } from "@/lib/sync/source/remote-path";
import { isMissing, type RemoteStat, statRemote } from "@/lib/sync/source/sftp/remote-files";
import type { Session } from "@/lib/sync/source/sftp/session";
import type { SourceLimits } from "@/lib/sync/source/types";

type Wait = { limits: SourceLimits; signal: AbortSignal };

/**
 * Waits until a file looks complete: touched a while ago, or the same at two looks. SFTP can't tell a complete file
 * from half of one, so this only catches a writer at work. Throws `source_path` for a folder, `file_changed` when it
 * never settles, and the server's status error.
 */
export async function settledFile(
  session: Session,
  remote: string,
  path: string,
  { limits, signal }: Wait,
): Promise<void> {
  const giveUpAt = Date.now() + limits.waitMs;
  let before: RemoteStat | null = null;
  for (;;) {
    const now = await statOrUpload(session, remote);
    if (now?.kind === "folder") throw isFolder(path);
    if (now && (isOld(now, limits.freshMs) || isSame(now, before))) return;
    if (Date.now() >= giveUpAt) throw stillWritten(path);
    before = now;
    await sleep(limits.settleMs, undefined, { signal });
  }
}

/** Null while the file itself is missing, but an upload of it is under way. */
async function statOrUpload(session: Session, remote: string): Promise<RemoteStat | null> {
  try {
    return await statRemote(session, remote);
  } catch (error) {
    if (!isMissing(error)) throw error;
    for (const suffix of TEMPORARY_SUFFIXES) {
      if (await exists(session, remote + suffix)) return null;
    }
    throw error;
  }
}

async function exists(session: Session, remote: string): Promise<boolean> {
  return statRemote(session, remote).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

/** The server's clock may be off in either direction; a file from the future counts as fresh. */
function isOld({ modifiedAt }: RemoteStat, freshMs: number): boolean {
  return modifiedAt !== null && Math.abs(Date.now() - Date.parse(modifiedAt)) > freshMs;
}

function isSame(now: RemoteStat, before: RemoteStat | null): boolean {
  return before !== null && now.sizeBytes === before.sizeBytes && now.modifiedAt === before.modifiedAt;
}
