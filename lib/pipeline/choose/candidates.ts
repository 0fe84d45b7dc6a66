import type { Taken } from "@/drizzle/schema/syncs";
import type { PathPattern } from "@/lib/pipeline/choose/pattern";
import { daysBetween, type NameDate, wallTime } from "@/lib/pipeline/choose/wall-time";

/** A file that a pattern matches. */
export type Candidate = {
  path: string;
  name: string;
  /** ISO instant. */
  modifiedAt: string | null;
  sizeBytes: number | null;
  /** In its name or its folders; null where the pattern has none. */
  date: NameDate | null;
};

/** What a pattern matches. */
export type Matches = {
  pattern: PathPattern;
  /** The newest first, only so many of them. */
  files: readonly Candidate[];
  count: number;
  /** The first of those that are left out because their name is dated later than tomorrow. */
  ahead: Candidate | null;
  /** Where it was looked, for messages; the last one when there were several. */
  folder: string;
};

/** What the order of two files depends on. */
type Aged = Pick<Candidate, "path" | "modifiedAt" | "date">;

const byName = new Intl.Collator("en", { numeric: true });

/**
 * The order of files, the newest first: by the date in the name, then by the modification time (a file without one is older),
 * then by name, the last one first (`x_10.csv` before `x_9.csv`).
 */
export function newestFirst(a: Aged, b: Aged): number {
  const dates = (b.date?.at ?? 0) - (a.date?.at ?? 0);
  if (dates !== 0) return dates;
  const times = timeOf(b) - timeOf(a);
  if (times !== 0) return times;
  return byName.compare(b.path, a.path) || (a.path < b.path ? 1 : a.path > b.path ? -1 : 0);
}

function timeOf({ modifiedAt }: Aged): number {
  return modifiedAt === null ? 0 : Date.parse(modifiedAt);
}

/** Keeps the newest of any number of things, sorted. What it holds does not grow with how many are added. */
export function keepNewest<T>(max: number, order: (a: T, b: T) => number) {
  const kept: T[] = [];
  let count = 0;
  return {
    add(item: T): void {
      count += 1;
      const last = kept.at(-1);
      if (kept.length === max && last !== undefined && order(item, last) >= 0) return;
      let low = 0;
      let high = kept.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = kept[middle];
        if (other !== undefined && order(other, item) <= 0) low = middle + 1;
        else high = middle;
      }
      kept.splice(low, 0, item);
      if (kept.length > max) kept.pop();
    },
    list: (): readonly T[] => kept,
    count: () => count,
  };
}

/** How old a file is in days of the calendar of `timeZone`; null where neither name nor server say. Negative: in the future. */
export function daysOld(file: Pick<Aged, "modifiedAt" | "date">, now: Date, timeZone: string): number | null {
  const today = wallTime(now, timeZone);
  if (file.date) return daysBetween(file.date.lastDay, today);
  if (file.modifiedAt === null) return null;
  return daysBetween(wallTime(new Date(file.modifiedAt), timeZone), today);
}

/** Whether a name is dated later than tomorrow: taken for the newest, it would keep out every file until then. */
export function isAhead({ date }: Pick<Aged, "date">, now: Date, timeZone: string): boolean {
  return date !== null && daysBetween(wallTime(now, timeZone), date.at) > 1;
}

/** Whether the pattern's newest file follows what was taken last; with another pattern nothing was. */
export function follows(newest: Candidate, taken: Taken | null, pattern: string): boolean {
  if (taken === null || taken.pattern !== pattern) return true;
  if (newest.path === taken.path) return !taken.isPassed || newest.modifiedAt !== taken.modifiedAt;
  return newestFirst(newest, taken) < 0;
}
