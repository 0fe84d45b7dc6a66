import type { FileEntryWithStats } from "ssh2";
import { byKindAndName, ENTRIES_MAX } from "@/lib/pipeline/source/folder-listing";
import { checkFolderPath } from "@/lib/pipeline/source/near-names";
import { explainMissing } from "@/lib/pipeline/source/sftp/explain-missing";
import { openSession } from "@/lib/pipeline/source/sftp/open-session";
import {
  askStat,
  fileError,
  listRemote,
  locate,
  readStat,
  walkRemote,
} from "@/lib/pipeline/source/sftp/remote-files";
import type { Session } from "@/lib/pipeline/source/sftp/session";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import {
  CHECK_LIMITS,
  type FolderEntry,
  type FolderListing,
  type ListOptions,
  type WalkOptions,
} from "@/lib/pipeline/source/types";

/** `listFolder` for an SFTP server. */
export async function listSftp(
  target: SftpTarget,
  folder: string,
  { signal, limits }: ListOptions,
): Promise<FolderListing> {
  checkFolderPath(folder);
  const session = await openSession(target, { signal, limits: { ...CHECK_LIMITS, ...limits } });
  try {
    const remote = await locate(session, folder || ".");
    const { found, truncated } = await listRemote(session, remote, {
      max: ENTRIES_MAX,
      keep: ({ filename }) => !filename.startsWith("."),
    });
    const entries = await session.patiently(
      Promise.all(found.map((entry) => describe(session, remote, entry))),
    );
    await session.close();
    return { entries: entries.sort(byKindAndName), truncated };
  } catch (error) {
    session.destroy();
    throw fileError(error, folder || startName(target), target.startAt);
  }
}

/** `walkFolder` for an SFTP server. */
export async function* walkSftp(
  target: SftpTarget,
  folder: string,
  { signal, limits, wants }: WalkOptions,
): AsyncGenerator<FolderEntry[]> {
  checkFolderPath(folder);
  const session = await openSession(target, { signal, limits: { ...CHECK_LIMITS, ...limits } });
  try {
    const remote = await locate(session, folder || ".");
    for await (const names of walkRemote(session, remote)) {
      const wanted = names.filter(({ filename }) => wants(filename));
      if (wanted.length === 0) continue;
      yield await session.patiently(Promise.all(wanted.map((entry) => describe(session, remote, entry))));
    }
    await session.close();
  } catch (error) {
    const told = await explainMissing(session, folder, error);
    throw fileError(told, folder || startName(target), target.startAt);
  } finally {
    // Nothing more after `close`; otherwise the reader has seen enough, or the connection failed.
    session.destroy();
  }
}

/** What a message calls the folder that paths start in. */
function startName({ startAt }: SftpTarget): string {
  return startAt === "root" ? "/" : "the home folder";
}

/** By the attributes: the line in `ls` style that comes with them is whatever the server likes. */
async function describe(session: Session, remote: string, entry: FileEntryWithStats): Promise<FolderEntry> {
  const listed = readStat(entry.attrs);
  const { kind, sizeBytes, modifiedAt } =
    listed.kind === "link" || listed.kind === null
      ? await askStat(session, `${remote}/${entry.filename}`).catch(() => listed)
      : listed;
  return {
    name: entry.filename,
    kind: kind === "file" || kind === "folder" ? kind : "other",
    sizeBytes,
    modifiedAt,
  };
}
