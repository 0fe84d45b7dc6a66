import { posix } from "node:path";
import type { Taken } from "@/drizzle/schema/syncs";
import { AppError } from "@/lib/errors";
import type { FileChoice } from "@/lib/model/file";
import { type FileSettings, fileSettingsOf } from "@/lib/model/file-settings";
import type { IssueFile } from "@/lib/model/issue";
import { filesBeside, lookUntil } from "@/lib/pipeline/choose/beside";
import { type Candidate, follows, type Matches } from "@/lib/pipeline/choose/candidates";
import { nothingNewer, waitingFor } from "@/lib/pipeline/choose/choose-errors";
import { choiceOf, dateIn, findMatches, refuseOld, requireNewest } from "@/lib/pipeline/choose/choose-file";
import { matchPath } from "@/lib/pipeline/choose/match-name";
import { arePaired, areTogether, counterpart, matchOf, pairByDate } from "@/lib/pipeline/choose/pair";
import { type PathPattern, parsePattern } from "@/lib/pipeline/choose/pattern";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";
import { dateOf } from "@/lib/pipeline/choose/wall-time";
import type { SyncRow } from "@/lib/pipeline/persistence/inputs.store";

/** A file to fetch. `choice` and `taken` only where a pattern or a person chose it. */
export type Chosen = { path: string; settings: FileSettings; choice?: FileChoice; taken?: Taken };

export type ChosenFiles = { users: Chosen; managers: Chosen | null };

export type Chooser = {
  sync: SyncRow;
  /** The file that a person asked for. */
  askedPath: string | null;
  now: Date;
  walk: Walk;
  wait: { waitMs: number; signal: AbortSignal };
};

type Paths = { users: string; managers: string | null };

/**
 * Decides which files a run reads: paths without a pattern as they are; by a pattern the newest, and of two files those that
 * belong together. Throws `file_not_newer` when nothing follows what was taken last, `file_waiting` when a second file
 * is missing, `file_too_old`, and `source_path` when nothing matches.
 */
export async function chooseFiles(chooser: Chooser, paths: Paths): Promise<ChosenFiles> {
  const patterns = {
    users: parsePattern(paths.users),
    managers: paths.managers === null ? null : parsePattern(paths.managers),
  };
  const files = await pickFiles(chooser, paths, patterns);
  const { now, sync, askedPath } = chooser;
  const { timeZone } = sync;
  const chosen = (file: IssueFile, picked: Picked): Chosen => {
    const settings = fileSettingsOf(sync.fileSettings, file);
    const { candidate, choice } = picked;
    // A file that a person asks for is the one they want, however old.
    if (askedPath === null && candidate) refuseOld(candidate, { ...settings, now, timeZone });
    const taken = choice && candidate ? takenOf(candidate, choice.pattern) : undefined;
    return { path: picked.path, settings, ...(choice ? { choice } : {}), ...(taken ? { taken } : {}) };
  };
  const result = {
    users: chosen("users", files.users),
    managers: files.managers && chosen("managers", files.managers),
  };
  if (askedPath === null) refuseOlder(sync, files);
  return result;
}

/** `candidate`: what is known of the file; null where a path without a pattern was not looked for. */
type Picked = { path: string; candidate: Candidate | null; choice?: FileChoice };
type Patterns = { users: PathPattern | null; managers: PathPattern | null };

async function pickFiles(chooser: Chooser, paths: Paths, patterns: Patterns) {
  if (chooser.askedPath !== null) return pickAsked(chooser, chooser.askedPath, paths, patterns);
  const { users, managers } = patterns;
  if (users && managers && arePaired(users, managers)) return pickPair(chooser, users, managers);
  const pick = async () => ({
    users: await pickOne(chooser, "users", paths.users, users),
    managers: paths.managers === null ? null : await pickOne(chooser, "managers", paths.managers, managers),
  });
  const minutes = chooser.sync.fileSettings.pairMinutes;
  if (minutes === undefined || paths.managers === null) return pick();
  const together = ({ users: first, managers: second }: Awaited<ReturnType<typeof pick>>) =>
    !first.candidate || !second?.candidate || areTogether(first.candidate, second.candidate, minutes);
  const found = await lookUntil(pick, together, chooser.wait);
  if (!together(found)) throw apart(found, minutes);
  return found;
}

function apart({ users, managers }: { users: Picked; managers: Picked | null }, minutes: number): AppError {
  const isUsersNewer = (users.candidate?.modifiedAt ?? "") > (managers?.candidate?.modifiedAt ?? "");
  const [arrived, missing] = isUsersNewer ? [users, managers] : [managers, users];
  return waitingFor(
    posix.basename(missing?.path ?? ""),
    posix.basename(arrived?.path ?? ""),
    `Nothing was changed. The two files belong together when they arrive within ${minutes} minutes. The next run looks again.`,
  );
}

async function pickOne(
  chooser: Chooser,
  file: IssueFile,
  path: string,
  pattern: PathPattern | null,
): Promise<Picked> {
  const { sync, walk } = chooser;
  if (!pattern) {
    const { daysOldMax } = fileSettingsOf(sync.fileSettings, file);
    const needsLook = daysOldMax !== null || sync.fileSettings.pairMinutes !== undefined;
    return { path, candidate: needsLook ? await lookAt(path, walk) : null };
  }
  const matches = await matchesOf(chooser, pattern);
  if (matches.count === 0) refuseGone(sync, file, pattern);
  return pickedOf(matches, await requireNewest(matches, { walk }));
}

/** What is known of one file; null where it is not there, which fetching it says better. */
async function lookAt(path: string, walk: Walk): Promise<Candidate | null> {
  const [found] = await filesBeside(path, [posix.basename(path)], walk);
  return found ? { ...found, path, date: null } : null;
}

async function pickPair(chooser: Chooser, users: PathPattern, managers: PathPattern) {
  const { sync, walk } = chooser;
  const look = async () => ({
    users: await matchesOf(chooser, users),
    managers: await matchesOf(chooser, managers),
  });
  const isPaired = (found: Awaited<ReturnType<typeof look>>) =>
    found.users.count === 0 ||
    found.managers.count === 0 ||
    pairByDate(found.users, found.managers).waiting === null;
  const found = await lookUntil(look, isPaired, chooser.wait);
  if (found.users.count === 0) refuseGone(sync, "users", users);
  const newest = await requireNewest(found.users, { walk });
  if (found.managers.count === 0 && sync.taken.managers?.pattern === managers.source)
    throw waitingFor(counterpart(managers, newest), newest.name);
  await requireNewest(found.managers, { walk });
  const { pair, waiting } = pairByDate(found.users, found.managers);
  const last = sync.taken.users ?? null;
  // The newest file waits for its counterpart; two of an earlier date that no run has taken need not wait with it.
  const isNew = pair !== null && follows(pair.users, last, users.source) && pair.users.path !== last?.path;
  if (!pair || (waiting && !isNew))
    throw waitingFor(waiting?.missing ?? managers.name.source, waiting?.arrived ?? newest.name);
  return {
    users: pickedOf(found.users, pair.users),
    managers: pickedOf(found.managers, pair.managers),
  };
}

async function pickAsked(chooser: Chooser, path: string, paths: Paths, { users, managers }: Patterns) {
  const found = await lookAt(path, chooser.walk);
  const parts = users && matchPath(users, path);
  const candidate = found && { ...found, date: parts ? dateOf(parts) : null };
  const date = candidate ? dateIn(candidate) : {};
  const choice: FileChoice = { pattern: paths.users, others: [], othersCount: 0, isAsked: true, ...date };
  const asked: Picked = { path, candidate, choice };
  if (paths.managers === null) return { users: asked, managers: null };
  if (!users || !managers || !arePaired(users, managers) || !candidate?.date)
    return { users: asked, managers: await pickOne(chooser, "managers", paths.managers, managers) };
  const matches = await matchesOf(chooser, managers);
  const second = matchOf(candidate, users, matches);
  if (!second) throw waitingFor(counterpart(managers, candidate), posix.basename(path));
  return { users: asked, managers: pickedOf(matches, second) };
}

function matchesOf({ sync, now, walk }: Chooser, pattern: PathPattern): Promise<Matches> {
  return findMatches({ pattern, timeZone: sync.timeZone, now, walk });
}

function pickedOf(matches: Matches, candidate: Candidate): Picked {
  return { path: candidate.path, candidate, choice: choiceOf(matches, candidate) };
}

function takenOf({ path, date, modifiedAt }: Candidate, pattern: string): Taken {
  return { pattern, path, date, modifiedAt };
}

/** A pattern that runs have taken files by, and that matches nothing now: exports are often moved away once they are read. */
function refuseGone(sync: SyncRow, file: IssueFile, { source }: PathPattern): void {
  const last = sync.taken[file];
  if (last?.pattern === source && sync.baseline)
    throw notNewer(`No file matches ${source} now. The last one was ${last.path}.`);
}

function refuseOlder(sync: SyncRow, { users, managers }: { users: Picked; managers: Picked | null }): void {
  const isOlder = ({ candidate, choice }: Picked, last: Taken | undefined) =>
    candidate !== null && choice !== undefined && !follows(candidate, last ?? null, choice.pattern);
  const last = isOlder(users, sync.taken.users) ? sync.taken.users : null;
  if (last && !sync.baseline) throw nothingNewer(last.path);
  if (last) throw notNewer(`No file is newer than ${last.path}, which an earlier run has read.`);
  if (managers && sync.taken.managers && isOlder(managers, sync.taken.managers))
    throw nothingNewer(sync.taken.managers.path);
}

function notNewer(message: string): AppError {
  return new AppError("file_not_newer", message, {
    remedy: "To sync an older file, select it in the folders of the Remote Source.",
  });
}
