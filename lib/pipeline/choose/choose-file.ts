import type { FileChoice } from "@/lib/model/file";
import {
  type Candidate,
  daysOld,
  isAhead,
  keepNewest,
  type Matches,
  newestFirst,
} from "@/lib/pipeline/choose/candidates";
import { tooOld } from "@/lib/pipeline/choose/choose-errors";
import { explainNoMatch } from "@/lib/pipeline/choose/explain-no-match";
import { matchName } from "@/lib/pipeline/choose/match-name";
import type { PathPattern } from "@/lib/pipeline/choose/pattern";
import { type Folder, type Walk, walkFolders, walkIfThere } from "@/lib/pipeline/choose/walk-folders";
import { dateOf } from "@/lib/pipeline/choose/wall-time";
import { isTemporaryPath } from "@/lib/pipeline/source/temporary-names";

export type ChooseInput = {
  pattern: PathPattern;
  /** Whose calendar dates in names are of. */
  timeZone: string;
  now: Date;
  walk: Walk;
};

const KEPT_MAX = 50;

/**
 * Looks for the files that a pattern matches, in the newest folder that has one. Files that are still being uploaded
 * and hidden ones never match. Throws what the walk throws.
 */
export async function findMatches({ pattern, timeZone, now, walk }: ChooseInput): Promise<Matches> {
  const files = keepNewest<Candidate>(KEPT_MAX, newestFirst);
  let ahead: Candidate | null = null;
  let folder = "";
  for await (const at of walkFolders(pattern, walk)) {
    folder = at.path;
    for await (const candidate of matchesIn(at, pattern, walk)) {
      if (isAhead(candidate, now, timeZone)) ahead ??= candidate;
      else files.add(candidate);
    }
    if (files.count() > 0) break;
  }
  return { pattern, files: files.list(), count: files.count(), ahead, folder };
}

async function* matchesIn(folder: Folder, { name }: PathPattern, walk: Walk): AsyncGenerator<Candidate> {
  const wants = (entry: string) => isOffered(entry) && matchName(name, entry, folder.date) !== null;
  const [first] = name.segments[0] ?? [];
  // What a server composes otherwise would be left out if it were asked for by its beginning.
  const startsWith = first?.kind === "text" ? (/^[\x20-\x7e]*/.exec(first.chars.join(""))?.[0] ?? "") : "";
  for await (const entries of walkIfThere(folder, walk, { startsWith, wants })) {
    for (const entry of entries) {
      const parts = entry.kind === "folder" ? null : matchName(name, entry.name, folder.date);
      if (!parts) continue;
      const { name: found, modifiedAt, sizeBytes } = entry;
      yield { path: join(folder.path, found), name: found, modifiedAt, sizeBytes, date: dateOf(parts) };
    }
  }
}

/** Names of complete files that are not hidden. */
function isOffered(name: string): boolean {
  return !name.startsWith(".") && !isTemporaryPath(name);
}

export function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** The newest of what a pattern matches. Throws `source_path` where nothing does, naming what comes near. */
export async function requireNewest(
  matches: Matches,
  { walk }: Pick<ChooseInput, "walk">,
): Promise<Candidate> {
  const [newest] = matches.files;
  if (newest) return newest;
  throw await explainNoMatch(matches, walk);
}

/** Throws `file_too_old` for a file that is more days old than the sync takes. One of unknown age passes. */
export function refuseOld(
  file: Pick<Candidate, "path" | "modifiedAt" | "date">,
  { daysOldMax, now, timeZone }: { daysOldMax: number | null; now: Date; timeZone: string },
): void {
  const age = daysOldMax === null ? null : daysOld(file, now, timeZone);
  if (daysOldMax !== null && age !== null && age > daysOldMax) throw tooOld(file.path, age, daysOldMax);
}

const NAMED_MAX = 12;

/** For the identity of the file that was taken: the pattern, and what else it matches. */
export function choiceOf({ pattern, files, count, ahead }: Matches, taken: Candidate): FileChoice {
  const others = files.filter(({ path }) => path !== taken.path).map(({ name }) => name);
  return {
    pattern: pattern.source,
    others: others.slice(0, NAMED_MAX),
    othersCount: Math.max(0, count - 1),
    ...(ahead ? { ahead: ahead.name } : {}),
    ...dateIn(taken),
  };
}

/** The date in a name, for the identity of the file. */
export function dateIn({ date }: Pick<Candidate, "date">): Pick<FileChoice, "date"> {
  return date ? { date: new Date(date.at).toISOString() } : {};
}
