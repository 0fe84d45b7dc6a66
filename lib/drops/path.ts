import { AppError } from "@/lib/errors";
import { findInvisible } from "@/lib/format/invisible";

/** In bytes of UTF-8, as on most file systems. */
const NAME_BYTES_MAX = 255;
const PATH_BYTES_MAX = 1024;
const FOLDERS_DEEP_MAX = 8;

/**
 * A path inside of a drop in the one form it is stored in: parts joined by `/`, composed (NFC), "" for the root. `/` at the
 * start is the drop's own root, `.` and `..` are resolved and never lead above it. Throws `invalid_input` for a name that
 * no file may have. What a client sends is only ever compared with such paths, and never used as one on a disk.
 */
export function resolveDropPath(text: string): string {
  const parts: string[] = [];
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(checkedName(part));
  }
  return joined(parts);
}

/**
 * The path of a file from parts that were sent one by one, as in a URL. Unlike a path that someone walks, it has to be
 * spelled out: `.`, `..` and empty parts are refused. Throws `invalid_input`.
 */
export function dropPathOf(parts: readonly string[]): string {
  if (parts.length === 0) throw refused("There is no file name.");
  for (const part of parts) {
    if (part === "") throw refused("A file name is empty.");
    if (part.includes("/")) throw refused("A file name contains a slash.");
    if (part === "." || part === "..") throw refused(`"${part}" is no file name.`);
  }
  return joined(parts.map(checkedName));
}

/** The folder that it is in; "" for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether a client gives this name to what it has not finished: such a file never starts a run. */
export function isTemporaryName(path: string): boolean {
  return path.split("/").some((part) => part.startsWith(".") || /\.(part|filepart|tmp)$/i.test(part));
}

function joined(parts: readonly string[]): string {
  const path = parts.join("/");
  if (parts.length > FOLDERS_DEEP_MAX + 1) {
    throw refused(`The file is in more than ${FOLDERS_DEEP_MAX} folders inside of each other.`);
  }
  if (bytesOf(path) > PATH_BYTES_MAX) throw refused(`The path has more than ${PATH_BYTES_MAX} bytes.`);
  return path;
}

function checkedName(raw: string): string {
  const name = raw.normalize("NFC");
  const fault = faultOf(name);
  if (fault !== null) throw refused(fault);
  return name;
}

function faultOf(name: string): string | null {
  if (bytesOf(name) > NAME_BYTES_MAX) return `A name has more than ${NAME_BYTES_MAX} bytes.`;
  // A decoder writes U+FFFD for bytes that are no UTF-8.
  if (/\uFFFD|\p{Cs}/u.test(name)) return "A name is not valid UTF-8.";
  if (/\p{Cc}/u.test(name)) return "A name contains a control character.";
  if (name.includes("\\")) return "A name contains a backslash.";
  const invisible = findInvisible(name);
  if (invisible !== null) return `A name contains ${invisible}, a character that can't be seen.`;
  if (/^\s|[\s.]$/u.test(name)) return "A name starts with a space, or ends with a space or a dot.";
  return null;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

function refused(message: string): AppError {
  return new AppError("invalid_input", message, {
    remedy: "Use another name: letters, digits, spaces, dots, hyphens and underscores always work.",
  });
}
