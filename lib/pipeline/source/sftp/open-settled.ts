import { setTimeout as sleep } from "node:timers/promises";
import { isFolder, stillUploaded, stillWritten } from "@/lib/pipeline/source/file-errors";
import { sameNamed, uploadUnderWay } from "@/lib/pipeline/source/sftp/explain-missing";
import {
  closeRemote,
  isMissing,
  openRemote,
  type RemoteStat,
  statOpen,
  statRemote,
} from "@/lib/pipeline/source/sftp/remote-files";
import { type Session, statusOf } from "@/lib/pipeline/source/sftp/session";
import type { SourceLimits } from "@/lib/pipeline/source/types";

type Wait = {
  /** As the customer wrote it, for messages. */
  path: string;
  /** Whether a run has read this path before: then a refusal is looked at again until the time is up. */
  hasWorked: boolean;
  limits: SourceLimits;
  signal: AbortSignal;
};

type OpenFile = { handle: Buffer; stat: RemoteStat; remote: string };

/**
 * Opens a file as soon as it looks complete: touched a while ago, or the same at two looks. SFTP can't tell a complete
 * file from half of one, so this only catches an active writer. OPEN decides: servers answer STAT with less or with
 * untruth. Throws `source_path` for a folder, `file_changed` when it never settles, and the server's status error.
 */
export async function openSettled(session: Session, remote: string, wait: Wait): Promise<OpenFile> {
  const { path, limits, signal } = wait;
  const giveUpAt = Date.now() + limits.waitMs;
  let before: RemoteStat | null = null;
  let isExpected = wait.hasWorked;
  let hasArrived = false;
  for (;;) {
    const look = await lookAt(session, remote, path);
    if (look.kind === "open") {
      const { stat } = look.file;
      if (isOld(stat, limits.freshMs) || isSame(stat, before)) return look.file;
      before = stat;
      // Not kept open while waiting: on Windows that could keep the writer from renaming it.
      await closeRemote(session, look.file.handle);
    } else {
      isExpected ||= look.upload !== null;
      const isFirst = look.hasArrived && !hasArrived;
      hasArrived ||= look.hasArrived;
      // Renamed into place between two of our requests: checked again immediately, but only once.
      if (isFirst) continue;
      if (!isExpected) throw look.refusal;
    }
    if (Date.now() >= giveUpAt) {
      if (look.kind === "open") throw stillWritten(path);
      throw look.upload === null ? look.refusal : stillUploaded(path, look.upload);
    }
    await sleep(limits.settleMs, undefined, { signal });
  }
}

type Refused = { kind: "refused"; refusal: unknown; upload: string | null; hasArrived: boolean };
type Look = { kind: "open"; file: OpenFile } | Refused;

/** One look: the open file, or why not, with the name of an upload that is under way. */
async function lookAt(session: Session, remote: string, path: string): Promise<Look> {
  try {
    return { kind: "open", file: await openFound(session, remote, path) };
  } catch (refusal) {
    if (statusOf(refusal) === null) throw refusal;
    if (await isFolderThere(session, remote)) throw isFolder(path);
    const { upload, isListed } = await uploadUnderWay(session, remote);
    return { kind: "refused", refusal, upload, hasArrived: isListed && isMissing(refusal) };
  }
}

/** Opens a file. A name that is written with other bytes for the same letters (macOS and Synology take letters apart) is found too. */
export async function openFound(session: Session, remote: string, path: string): Promise<OpenFile> {
  let found = remote;
  let handle: Buffer;
  try {
    handle = await openRemote(session, remote);
  } catch (refusal) {
    const same = isMissing(refusal) ? await sameNamed(session, remote) : null;
    if (same === null) throw refusal;
    found = same;
    handle = await openRemote(session, same);
  }
  const stat = await statOpen(session, handle, found);
  if (stat.kind !== "folder") return { handle, stat, remote: found };
  await closeRemote(session, handle);
  throw isFolder(path);
}

async function isFolderThere(session: Session, remote: string): Promise<boolean> {
  return statRemote(session, remote).then(
    ({ kind }) => kind === "folder",
    (error: unknown) => {
      if (statusOf(error) === null) throw error;
      return false;
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
