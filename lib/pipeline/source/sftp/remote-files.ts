import ssh2, { type FileEntryWithStats, type Stats } from "ssh2";
import { isAppError } from "@/lib/errors";
import { noSuchFile, permissionDenied, unreadable } from "@/lib/pipeline/source/file-errors";
import { pathFromHome, pathFromRoot } from "@/lib/pipeline/source/near-names";
import { type Session, statusOf } from "@/lib/pipeline/source/sftp/session";
import type { StartAt } from "@/lib/pipeline/source/sftp/settings";

const { STATUS_CODE } = ssh2.utils.sftp;

export type RemoteStat = {
  /** Null where the server does not say. */
  kind: "file" | "folder" | "link" | "other" | null;
  sizeBytes: number | null;
  /** ISO instant, whole seconds. */
  modifiedAt: string | null;
};

/**
 * Where `path` (as the customer wrote it) is on the server: below the home folder, or absolute. Throws `source_path` for
 * one that is outside the home folder of a source whose paths start there.
 */
export async function locate(session: Session, path: string): Promise<string> {
  if (session.startAt === "root") return pathFromRoot(path);
  if (!path.startsWith("/")) return pathFromHome(path, "/");
  const home = await session.patiently(
    session.ask<string>((done) => session.sftp.realpath(".", (error, found) => done(error, found))),
  );
  return pathFromHome(path, home);
}

/** Follows links. Rejects with the server's status error: a generic failure must not read as "no such file". */
export function statRemote(session: Session, remote: string): Promise<RemoteStat> {
  return session.patiently(askStat(session, remote));
}

/** As `statRemote`, but waits for ever: for many at once, under one `patiently`. */
export async function askStat(session: Session, remote: string): Promise<RemoteStat> {
  return readStat(await session.ask<Stats>((done) => session.sftp.stat(remote, done)));
}

/**
 * Of the open file, which stays the same file when its name is given to another one. A server that has no FSTAT, or
 * refuses both, says nothing of the file: it is open all the same, and is read to its end.
 */
export async function statOpen(session: Session, handle: Buffer, remote: string): Promise<RemoteStat> {
  try {
    return readStat(await session.patiently(session.ask<Stats>((done) => session.sftp.fstat(handle, done))));
  } catch (error) {
    if (statusOf(error) === null) throw error;
  }
  return statRemote(session, remote).catch((error: unknown) => {
    if (statusOf(error) === null) throw error;
    return { kind: null, sizeBytes: null, modifiedAt: null };
  });
}

export function openRemote(session: Session, remote: string): Promise<Buffer> {
  return session.patiently(session.ask<Buffer>((done) => session.sftp.open(remote, "r", done)));
}

export async function closeRemote(session: Session, handle: Buffer): Promise<void> {
  await session.patiently(session.ask<void>((done) => session.sftp.close(handle, (error) => done(error))));
}

export function openFolder(session: Session, remote: string): Promise<Buffer> {
  return session.patiently(session.ask<Buffer>((done) => session.sftp.opendir(remote, done)));
}

/** The next entries of an open folder; null at its end. */
async function readFolder(session: Session, handle: Buffer): Promise<FileEntryWithStats[] | null> {
  try {
    return await session.patiently(
      session.ask<FileEntryWithStats[]>((done) => session.sftp.readdir(handle, done)),
    );
  } catch (error) {
    if (statusOf(error) === STATUS_CODE.EOF) return null;
    throw error;
  }
}

type Listed = { max: number; keep?: (entry: FileEntryWithStats) => boolean };

/** Up to `max` of the entries of a folder that `keep` wants. Rejects with the server's status error. */
export async function listRemote(
  session: Session,
  remote: string,
  { max, keep = () => true }: Listed,
): Promise<{ found: FileEntryWithStats[]; truncated: boolean }> {
  const found: FileEntryWithStats[] = [];
  for await (const more of walkRemote(session, remote)) {
    found.push(...more.filter(keep));
    if (found.length > max) break;
  }
  return { found: found.slice(0, max), truncated: found.length > max };
}

/** The entries of a folder as the server sends them, `.` and `..` among them. Throws the server's status error. */
export async function* walkRemote(session: Session, remote: string): AsyncGenerator<FileEntryWithStats[]> {
  const handle = await openFolder(session, remote);
  let isBroken = false;
  try {
    for (;;) {
      const more = await readFolder(session, handle);
      if (more === null) return;
      yield more;
    }
  } catch (error) {
    isBroken = true;
    throw error;
  } finally {
    // Also when the reader has seen enough; a connection that failed has nothing to close.
    if (!isBroken) await closeRemote(session, handle);
  }
}

/** Whether the server says that there is nothing of that name. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === STATUS_CODE.NO_SUCH_FILE;
}

/** What a refused request says about the file, in words that name it; everything else is passed on. */
export function fileError(error: unknown, path: string, startAt: StartAt = "home"): unknown {
  if (isAppError(error)) return error;
  // exempt(switch): a server may answer with any number
  switch (statusOf(error)) {
    case null:
      return error;
    case STATUS_CODE.NO_SUCH_FILE:
      return noSuchFile(path, error, { start: startsAt(startAt) });
    case STATUS_CODE.PERMISSION_DENIED:
      return permissionDenied(path, error);
    default:
      return unreadable(path, error);
  }
}

/** Where paths start, for a sentence about one; nothing for the usual place. */
export function startsAt(startAt: StartAt): string | undefined {
  return startAt === "root" ? "the server's root folder" : undefined;
}

/** Attributes are optional in SFTP: a server may leave out any of them. */
export function readStat(stats: Stats): RemoteStat {
  const { mode, size, mtime }: Partial<Stats> = stats;
  return {
    kind: mode === undefined ? null : kindOf(stats),
    sizeBytes: size ?? null,
    modifiedAt: mtime === undefined ? null : new Date(mtime * 1000).toISOString(),
  };
}

function kindOf(stats: Stats): RemoteStat["kind"] {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  return stats.isSymbolicLink() ? "link" : "other";
}
