import { posix } from "node:path";
import { isAppError } from "@/lib/errors";
import { findInvisible } from "@/lib/format/invisible";
import { formatNumber } from "@/lib/format/number";
import { noSuchFile } from "@/lib/pipeline/source/file-errors";
import { isSameName, meantPath, nearNames } from "@/lib/pipeline/source/near-names";
import { isMissing } from "@/lib/pipeline/source/sftp/remote-files";
import { namesIn } from "@/lib/pipeline/source/sftp/same-named";
import type { Session } from "@/lib/pipeline/source/sftp/session";
import { isTemporaryPath } from "@/lib/pipeline/source/temporary-names";

/** How many names a message takes. */
const SHOWN_MAX = 8;

/**
 * For a file that is not there: the error that says what is, with the names that come near. Any other error stays as it
 * is, and so does this one when the server lets nobody look.
 */
export async function explainMissing(session: Session, path: string, error: unknown): Promise<unknown> {
  if (!isMissing(error)) return error;
  const found = await whatIsThere(session, meantPath(path)).catch((failed: unknown) => {
    // The look is a help: a connection that breaks over it must not hide what was wrong in the first place.
    if (isAppError(failed)) return null;
    throw failed;
  });
  return found === null ? error : noSuchFile(path, error, found);
}

/** Goes down the path as far as it exists, taking near names for folders on the way, and tells what is at its end. */
async function whatIsThere(session: Session, path: string): Promise<string | null> {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  let folder = ".";
  for (const [index, part] of parts.entries()) {
    const names = await namesIn(session, folder);
    if (names === null) return null;
    const near = [...new Set([...names.filter((name) => isSameName(name, part)), ...nearNames(part, names)])];
    const isLast = index === parts.length - 1;
    const [best] = near;
    if (isLast || best === undefined) return describe(folder, names, near);
    folder = posix.join(folder, best);
  }
  return null;
}

function describe(folder: string, names: readonly string[], near: readonly string[]): string {
  const where = folder === "." ? "the home folder" : visible(folder);
  if (near.length > 0) return `There is ${near.map(visible).join(" and ")} in ${where}.`;
  const shown = names.filter((name) => !name.startsWith(".") && !isTemporaryPath(name)).sort(byName);
  if (shown.length === 0) return `There are no files in ${where}.`;
  const listed = shown.slice(0, SHOWN_MAX).map(visible).join(", ");
  const more = shown.length - SHOWN_MAX;
  return `In ${where} there is: ${listed}${more > 0 ? `, and ${formatNumber(more)} more` : ""}.`;
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** A name for a message, with what can't be seen in it made visible. */
function visible(name: string): string {
  const isPlain = findInvisible(name) === null && !/\p{Cc}/u.test(name);
  const marked = isPlain
    ? name
    : Array.from(name, (char) => {
        const code = /\p{Cc}/u.test(char)
          ? `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`
          : findInvisible(char);
        return code === null ? char : `‹${code}›`;
      }).join("");
  return marked.length > 120 ? `${marked.slice(0, 119)}…` : marked;
}
