import { posix } from "node:path";
import { isAppError } from "@/lib/errors";
import { noSuchFile } from "@/lib/pipeline/source/file-errors";
import { isSameName, meantPath } from "@/lib/pipeline/source/near-names";
import { isMissing, listRemote, startsAt, statRemote } from "@/lib/pipeline/source/sftp/remote-files";
import { type Session, statusOf } from "@/lib/pipeline/source/sftp/session";
import { commonUploadNames, isUploadOf } from "@/lib/pipeline/source/temporary-names";
import { whatIsThere } from "@/lib/pipeline/source/what-is-there";

/** A folder of more than this is looked through in part: what is sought there is asked for by name. */
const NAMES_MAX = 5000;

/**
 * The path under which the server knows `remote` when its letters are composed otherwise there, part by part; null
 * when there is no such file, or when nothing in the path could be written in two ways.
 */
export async function sameNamed(session: Session, remote: string): Promise<string | null> {
  if (remote.normalize("NFC") === remote.normalize("NFD")) return null;
  for (const form of ["NFC", "NFD"] as const) {
    const whole = remote.normalize(form);
    if (whole !== remote && (await isThere(session, whole))) return whole;
  }
  let found = remote.startsWith("/") ? "/" : "";
  for (const part of remote.split("/").filter((each) => each !== "")) {
    const names = await namesIn(session, found || ".");
    const name = names?.includes(part) ? part : names?.find((other) => isSameName(other, part));
    if (name === undefined) return null;
    found = posix.join(found, name);
  }
  return found === remote ? null : found;
}

type UnderWay = {
  /** The name of an unfinished upload of the file; null without one. */
  upload: string | null;
  /** Whether the file itself is in the listing. */
  isListed: boolean;
};

/** Looks beside a file that could not be opened for what may become it. */
export async function uploadUnderWay(session: Session, remote: string): Promise<UnderWay> {
  const folder = posix.dirname(remote);
  const target = posix.basename(remote);
  const names = (await namesIn(session, folder)) ?? [];
  const isListed = names.some((name) => isSameName(name, target));
  const listed = names.find((name) => isUploadOf(target.normalize("NFC"), name.normalize("NFC")));
  if (listed !== undefined) return { upload: listed, isListed };
  // An empty listing is one that was refused, or one that hides what we may not see.
  if (names.length > 0 && names.length < NAMES_MAX) return { upload: null, isListed };
  for (const name of commonUploadNames(target)) {
    if (await isThere(session, posix.join(folder, name))) return { upload: name, isListed };
  }
  return { upload: null, isListed };
}

/** The names in a folder; null where it can't be listed. */
export async function namesIn(session: Session, folder: string): Promise<string[] | null> {
  try {
    const { found } = await listRemote(session, folder, { max: NAMES_MAX });
    return found.map(({ filename }) => filename).filter((name) => name !== "." && name !== "..");
  } catch (error) {
    if (statusOf(error) === null) throw error;
    return null;
  }
}

async function isThere(session: Session, remote: string): Promise<boolean> {
  return statRemote(session, remote).then(
    () => true,
    (error: unknown) => {
      if (statusOf(error) === null) throw error;
      return false;
    },
  );
}

/**
 * For a file that is not there: the error that says what is, with the names that come near. Any other error stays as it
 * is, and so does this one when the server lets nobody look.
 */
export async function explainMissing(session: Session, path: string, error: unknown): Promise<unknown> {
  if (!isMissing(error)) return error;
  const isRoot = session.startAt === "root";
  const look = (folder: string) => namesIn(session, isRoot ? `/${folder}` : folder || ".");
  const found = await whatIsThere(meantPath(path), look, isRoot ? "/" : undefined).catch(
    (failed: unknown) => {
      // The look is a help: a connection that breaks over it must not hide what was wrong in the first place.
      if (isAppError(failed)) return null;
      throw failed;
    },
  );
  return found === null
    ? error
    : noSuchFile(path, error, { whatIsThere: found, start: startsAt(session.startAt) });
}
