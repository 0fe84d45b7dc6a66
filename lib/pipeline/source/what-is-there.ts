import { findInvisible } from "@/lib/format/invisible";
import { formatNumber } from "@/lib/format/number";
import { isSameName, nearNames } from "@/lib/pipeline/source/near-names";
import { isTemporaryPath } from "@/lib/pipeline/source/temporary-names";

/** How many names a message takes. */
const SHOWN_MAX = 8;

type NamesIn = (folder: string) => Promise<readonly string[] | null>;

/**
 * Goes down a path as far as it exists, taking near names for folders on the way, and says what is at its end. `namesIn`
 * gives the names in a folder, "" for the one that paths start in; null where nobody may look.
 */
export async function whatIsThere(path: string, namesIn: NamesIn, root?: string): Promise<string | null> {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  let folder = "";
  for (const [index, part] of parts.entries()) {
    const names = await namesIn(folder);
    if (names === null) return null;
    const near = [...new Set([...names.filter((name) => isSameName(name, part)), ...nearNames(part, names)])];
    const isLast = index === parts.length - 1;
    const [best] = near;
    if (isLast || best === undefined) return namesThere(folder || (root ?? ""), names, near);
    folder = folder === "" ? best : `${folder}/${best}`;
  }
  return null;
}

/** What to say of a folder ("" or "." for the one that paths start in) in which something was not found. */
export function namesThere(folder: string, names: readonly string[], near: readonly string[]): string {
  const where = folder === "." || folder === "" ? "the home folder" : visible(folder);
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
