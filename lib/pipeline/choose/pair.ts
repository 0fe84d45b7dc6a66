import type { Candidate, Matches } from "@/lib/pipeline/choose/candidates";
import { DATE_UNITS, nameAt, type PathPattern } from "@/lib/pipeline/choose/pattern";

/** How much of an ISO time says the date down to a unit. A second file often has another time of the same day. */
const ISO_CHARS = [4, 7, 10];

export type Pair = { users: Candidate; managers: Candidate };

export type Paired = {
  /** The newest two files of one date; null where none of those that are there belong together. */
  pair: Pair | null;
  /** The newest file whose counterpart is missing, and what that would be called; null when the newest two are a pair. */
  waiting: { missing: string; arrived: string } | null;
};

/** Whether the two patterns say which files belong together. */
export function arePaired(users: PathPattern, managers: PathPattern): boolean {
  return users.units.has("year") && managers.units.has("year");
}

/** Finds the two files of one date, at most of one day. Both patterns have matches, and dates. */
export function pairByDate(users: Matches, managers: Matches): Paired {
  const dayOf = dayIn(users.pattern, managers.pattern);
  const byDay = new Map<string, Candidate>();
  for (const file of managers.files) if (!byDay.has(dayOf(file))) byDay.set(dayOf(file), file);
  const first = users.files.find((file) => byDay.has(dayOf(file)));
  const second = first && byDay.get(dayOf(first));
  const pair = first && second ? { users: first, managers: second } : null;
  return { pair, waiting: waitingIn(users, managers, dayOf) };
}

function waitingIn(users: Matches, managers: Matches, dayOf: (file: Candidate) => string): Paired["waiting"] {
  const [first] = users.files;
  const [second] = managers.files;
  if (!first || !second || dayOf(first) === dayOf(second)) return null;
  return dayOf(first) > dayOf(second)
    ? { missing: counterpart(managers.pattern, first), arrived: first.name }
    : { missing: counterpart(users.pattern, second), arrived: second.name };
}

/** What the file that belongs to `file` is called; a time of day is not known of it. */
export function counterpart(pattern: PathPattern, file: Candidate): string {
  const knowsTime = pattern.units.has("hour");
  return file.date && !knowsTime ? nameAt(pattern, file.date.at) : pattern.name.source;
}

/** The other of two files with the same date as `file`; undefined without one. */
export function matchOf(file: Candidate, pattern: PathPattern, others: Matches): Candidate | undefined {
  const dayOf = dayIn(pattern, others.pattern);
  return others.files.find((other) => dayOf(other) === dayOf(file));
}

function dayIn(users: PathPattern, managers: PathPattern): (file: Candidate) => string {
  const finest = ({ units }: PathPattern) => DATE_UNITS.findLastIndex((unit) => units.has(unit));
  const chars = ISO_CHARS[Math.min(finest(users), finest(managers), ISO_CHARS.length - 1)];
  return ({ date }) => new Date(date?.at ?? 0).toISOString().slice(0, chars);
}

/** Whether two files arrived within so many minutes of each other; where a server does not say when, they did. */
export function areTogether(
  users: { modifiedAt: string | null },
  managers: { modifiedAt: string | null },
  minutes: number,
): boolean {
  if (users.modifiedAt === null || managers.modifiedAt === null) return true;
  return Math.abs(Date.parse(users.modifiedAt) - Date.parse(managers.modifiedAt)) <= minutes * 60_000;
}
