import { isAppError } from "@/lib/errors";
import { keepNewest } from "@/lib/pipeline/choose/candidates";
import { type DateParts, matchName } from "@/lib/pipeline/choose/match-name";
import type { PartPattern, PathPattern } from "@/lib/pipeline/choose/pattern";
import { dateOf } from "@/lib/pipeline/choose/wall-time";
import type { FolderEntry, WalkOptions } from "@/lib/pipeline/source/types";

/** The wanted entries of a folder, see `walkFolder`: bound to a place by who calls. */
export type Walk = (
  folder: string,
  wanted: Pick<WalkOptions, "startsWith" | "wants">,
) => AsyncIterable<FolderEntry[]>;

/** A folder to look in, and the date that its path has said. */
export type Folder = { path: string; date: DateParts };

/** How many folders are opened for one look: the newest of a year of days and more. */
const FOLDERS_MAX = 40;
/** How many of a folder's dated folders are remembered, the newest of them. */
const KEPT_MAX = 400;

/**
 * The folders that a pattern leads to, the newest first: one, where its folders have no dates. Folders dated by the
 * pattern have to be there; what is not there below them is passed over.
 */
export async function* walkFolders(pattern: PathPattern, walk: Walk): AsyncGenerator<Folder> {
  const budget = { left: FOLDERS_MAX };
  yield* below({ path: "", date: {} }, pattern.folders, walk, budget);
}

async function* below(
  folder: Folder,
  parts: readonly PartPattern[],
  walk: Walk,
  budget: { left: number },
): AsyncGenerator<Folder> {
  const [part, ...rest] = parts;
  if (part === undefined) {
    yield folder;
    return;
  }
  if (!isDated(part)) {
    const path = folder.path === "" && part.source !== "" ? part.source : `${folder.path}/${part.source}`;
    yield* below({ ...folder, path }, rest, walk, budget);
    return;
  }
  for (const each of await datedIn(folder, part, walk)) {
    if (budget.left-- <= 0) return;
    yield* below(each, rest, walk, budget);
  }
}

async function datedIn(folder: Folder, part: PartPattern, walk: Walk): Promise<readonly Folder[]> {
  const found = keepNewest<Folder>(KEPT_MAX, (a, b) => whenOf(b) - whenOf(a));
  const wants = (name: string) => matchName(part, name, folder.date) !== null;
  for await (const entries of walkIfThere(folder, walk, { startsWith: "", wants })) {
    for (const { name, kind } of entries) {
      const date = kind === "file" ? null : matchName(part, name, folder.date);
      if (date) found.add({ path: folder.path === "" ? name : `${folder.path}/${name}`, date });
    }
  }
  return found.list();
}

/** The wanted entries of a folder. One below a folder that a date has led to may be missing. */
export async function* walkIfThere(
  folder: Folder,
  walk: Walk,
  wanted: Parameters<Walk>[1],
): AsyncGenerator<FolderEntry[]> {
  try {
    yield* walk(folder.path, wanted);
  } catch (error) {
    const isBelowDate = Object.keys(folder.date).length > 0;
    if (!isBelowDate || !isAppError(error) || error.code !== "source_path") throw error;
  }
}

function whenOf({ date }: Folder): number {
  return dateOf(date)?.at ?? 0;
}

function isDated({ segments }: PartPattern): boolean {
  return segments.flat().some((token) => token.kind === "date");
}
