import { posix } from "node:path";
import { badPath, temporaryName } from "@/lib/pipeline/source/file-errors";

/** Only what has always been refused: a sync that reads `users.temp` every night goes on doing so. */
const UNFINISHED = /\.(part|filepart|tmp)$/i;

/** Refuses a path that can't be meant before anything is connected. Throws `source_path`. */
export function checkFilePath(path: string): void {
  checkFolderPath(path);
  if (path.trim() === "") throw badPath('""', "is not a path");
  if (UNFINISHED.test(path)) throw temporaryName(path);
}

/** As `checkFilePath`, for a folder: "" and "." are the home folder. Throws `source_path`. */
export function checkFolderPath(path: string): void {
  // A control character could forge a line of a log or of a server's own command.
  if (/\p{Cc}/u.test(path))
    throw badPath(path.replace(/\p{Cc}/gu, "?"), "holds a character that paths can't have");
  if (path.length > 4096) throw badPath(`${path.slice(0, 40)}…`, "is too long");
}

/**
 * The path to ask the server for, relative to the login's home folder. An absolute path is taken if it lies in `home`.
 * Throws `source_path` for one that leads out of it.
 */
export function pathFromHome(path: string, home: string): string {
  const relative = posix.isAbsolute(path) ? posix.relative(home, path) : posix.normalize(path);
  if (relative === ".." || relative.startsWith("../")) throw badPath(path, "is outside the home folder");
  return relative.replace(/\/+$/, "") || ".";
}
