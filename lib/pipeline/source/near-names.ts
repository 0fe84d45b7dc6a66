import { posix } from "node:path";
import { withoutInvisible } from "@/lib/format/invisible";
import { badPath, outsideHome, temporaryName } from "@/lib/pipeline/source/file-errors";

/** Only what has always been refused: a sync that reads `users.temp` every night must keep working. */
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
  if (relative === ".." || relative.startsWith("../")) throw outsideHome(path);
  return relative.replace(/\/+$/, "") || ".";
}

/** The absolute path to ask the server for, where paths start at its root: with or without a slash in front. */
export function pathFromRoot(path: string): string {
  return posix.normalize(`/${path}`).replace(/(?<=.)\/+$/, "");
}

/** What a person sees of a name: letters without case and form, no quotes, no blanks at the ends, one kind of hyphen. */
function looksOf(name: string): string {
  return withoutInvisible(name.normalize("NFKC"))
    .toLowerCase()
    .normalize("NFKC")
    .replace(/["'`\u2018-\u201F\u00AB\u00BB]/g, "")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

/** Endings that come and go: `users.csv.gz` and `users` are near `users.csv`. */
function stemOf(looks: string): string {
  return looks.replace(/(?<=.)(\.(csv|txt|tsv|xlsx?|gz|zip|pgp|gpg|bak))+$/, "");
}

/** Whether two names are the same text, written with composed or decomposed letters. */
export function isSameName(a: string, b: string): boolean {
  return a.normalize("NFC") === b.normalize("NFC");
}

/** Those of `names` that may be meant by `wanted`: best first, at most five. */
export function nearNames(wanted: string, names: readonly string[]): string[] {
  const looks = looksOf(wanted);
  const stem = stemOf(looks);
  const alike = names.filter((name) => looksOf(name) === looks);
  const related = stem === "" ? [] : names.filter((name) => stemOf(looksOf(name)) === stem);
  return [...new Set([...alike, ...related])].slice(0, 5);
}

/**
 * A path as it was probably meant: slashes for backslashes, without quotes, drive letter, `~/` or `sftp://host` around it.
 * The same where there is nothing of that.
 */
export function meantPath(path: string): string {
  return path
    .trim()
    .replace(/^["'\u2018-\u201F\u00AB]+|["'\u2018-\u201F\u00BB]+$/g, "")
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\/?/i, "")
    .replaceAll("\\", "/")
    .replace(/^[a-z]:\/*/i, "")
    .replace(/^~[^/]*\//, "")
    .replace(/\/{2,}/g, "/")
    .replace(/^\/|\/$/g, "");
}
