import { type AppError, isAppError } from "@/lib/errors";
import { keepNewest, type Matches } from "@/lib/pipeline/choose/candidates";
import { noMatch } from "@/lib/pipeline/choose/choose-errors";
import type { PartPattern } from "@/lib/pipeline/choose/pattern";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";
import { isTemporaryPath } from "@/lib/pipeline/source/temporary-names";
import { namesThere } from "@/lib/pipeline/source/what-is-there";

/** Where paths start, in words that suit every kind of source: a drop and a bucket have no home folder. */
const START = "the folder that paths start in";

/** How many names of a folder are looked at for near ones. */
const NAMES_MAX = 5000;

/** The error of a pattern that matches nothing: with the names that come near, else the first ones that are there. */
export async function explainNoMatch({ pattern, ahead, folder }: Matches, walk: Walk): Promise<AppError> {
  if (ahead)
    return noMatch(pattern.source, `${ahead.name} is not taken, because its date is later than tomorrow.`);
  try {
    const names = await namesIn(folder, pattern.name, walk);
    return noMatch(pattern.source, namesThere(folder || START, ...names));
  } catch (error) {
    // The look is a help: a connection that breaks over it must not hide what was wrong in the first place.
    if (isAppError(error)) return noMatch(pattern.source, null);
    throw error;
  }
}

async function namesIn(folder: string, part: PartPattern, walk: Walk): Promise<[string[], string[]]> {
  const wanted = looksOf(patternText(part));
  const nearest = keepNewest<string>(5, () => 0);
  const names: string[] = [];
  const wants = (name: string) => !name.startsWith(".") && !isTemporaryPath(name);
  for await (const entries of walk(folder, { startsWith: "", wants })) {
    for (const { name, kind } of entries) {
      if (kind !== "folder" && looksOf(name) === wanted) nearest.add(name);
      names.push(name);
    }
    if (names.length >= NAMES_MAX) break;
  }
  return [names, [...nearest.list()]];
}

function patternText({ segments }: PartPattern): string {
  return segments
    .flat()
    .map((token) => (token.kind === "text" ? token.chars.join("") : ""))
    .join("");
}

/** What is left of a name without letter case, digits, separators and endings: what exports of one kind have in common. */
function looksOf(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(?<=.)(\.(csv|txt|tsv|xlsx?|gz|zip|pgp|gpg))+$/, "")
    .replace(/[^\p{L}]+/gu, "");
}
