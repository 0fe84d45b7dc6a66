import type { RowList } from "@/lib/pipeline/row-list";

/** 0 users where nobody would lose a team and nobody needs to know. */
export type Losing = { users: number; losing: number };

/** `isRepeat`: its bytes are those of an earlier run, `at` the time of that file. */
export type OlderFile = { isManagers: boolean; isRepeat: boolean; at: Date; lastAt: Date; timeZone: string };

/**
 * New IDs that may be known users. `relinked`: taken for users who are missing; `back`: for users removed before;
 * `open`: taken for other people, unless someone says that they are the same.
 */
export type MatchCounts = { relinked: number; back: number; open: number };

/** What the guards look at. Counts are of users or rows. */
export type PlanFacts = {
  /** Active users the sync owned before this run. */
  owned: number;
  removals: number;
  /** Creates excluded: updates, restores and relinks of users that exist. */
  updates: number;
  /** Of these, updates that only give values to profile fields that nobody had a value in. */
  firstValues: number;
  rowsRead: number;
  /** How many rows of the file do not count by the choice of the mapping, and why; null for none. */
  leftOut: string | null;
  /** Of the last run that ended well; null when there is none, or the file is not the complete list. */
  lastGoodRows: number | null;
  /** The same of the file of managers. */
  managersRows: number | null;
  lastGoodManagersRows: number | null;
  /** Active users who lead teams by this sync, and who are in teams by it; and how many of them would lose one. */
  leading: Losing;
  inTeams: Losing;
  /** Files that are older than those of the last good run. */
  older: readonly OlderFile[];
  /** Headers that the last good run or the mapping used and this file lacks. */
  vanishedHeaders: readonly string[];
  matches: MatchCounts;
  missing: number;
  unreadableIds: RowList;
  isFirstRun: boolean;
  isPreview: boolean;
};
