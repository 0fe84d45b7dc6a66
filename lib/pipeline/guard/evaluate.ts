import type { GuardSettings } from "@/drizzle/schema/syncs";
import { plural } from "@/lib/format/plural";
import { formatDay, formatDayTime } from "@/lib/format/time";
import type { GuardTrip } from "@/lib/model/plan";
import { type MatchCounts, matchReasons } from "@/lib/pipeline/guard/match-reasons";
import { nameRows, type RowList } from "@/lib/pipeline/row-list";

/** 0 users where nobody would lose a team and nobody needs to know. */
type Losing = { users: number; losing: number };

/** `isRepeat`: its bytes are those of an earlier run, `at` the time of that file. */
export type OlderFile = { isManagers: boolean; isRepeat: boolean; at: Date; lastAt: Date; timeZone: string };

/** What the guards look at. Counts are of users or rows. */
export type PlanFacts = {
  /** Active users the sync owned before this run. */
  owned: number;
  removals: number;
  /** Creates excluded: updates, restores and relinks of users that exist. */
  updates: number;
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

type Limits = Required<GuardSettings>;
type Guard = (facts: PlanFacts, limits: Limits) => GuardTrip | null | readonly GuardTrip[];

/** The guard room: a plan in numbers and the limits come in, the reasons to hold it go out. Pure. */
export function evaluateGuards(facts: PlanFacts, limits: Limits): GuardTrip[] {
  return GUARDS.flatMap((guard) => guard(facts, limits) ?? []);
}

const GUARDS: readonly Guard[] = [
  ({ isPreview }) =>
    isPreview
      ? { code: "preview", holds: "all", reason: "This is a preview. Nothing is applied before you say so." }
      : null,

  ({ isFirstRun }, { firstRun }) =>
    firstRun && isFirstRun
      ? {
          code: "first_run",
          holds: "all",
          reason: "This is the first run of this sync. Look at the plan, then apply it.",
        }
      : null,

  ({ owned, rowsRead, leftOut, managersRows, leading: { users: leading } }, { noRows }) => {
    if (!noRows) return null;
    const reasons = [
      ...(owned > 0 && rowsRead === 0
        ? [
            leftOut === null
              ? `The file has a header and no rows; this sync has ${people(owned)}.`
              : `No row of the file counts; this sync has ${people(owned)}. ${leftOut}`,
          ]
        : []),
      ...(managersRows === 0 && leading > 0
        ? [
            `The managers file has a header and no rows; ${people(leading)} of this sync ${leading === 1 ? "leads" : "lead"} teams.`,
          ]
        : []),
    ];
    return reasons.length > 0 ? { code: "no_rows", holds: "all", reason: reasons.join(" ") } : null;
  },

  ({ vanishedHeaders }, { headerDrift }) =>
    headerDrift && vanishedHeaders.length > 0
      ? {
          code: "header_drift",
          holds: "all",
          reason: `${vanishedHeaders.length === 1 ? "A column" : "Columns"} that earlier files had ${
            vanishedHeaders.length === 1 ? "is" : "are"
          } missing or renamed: ${vanishedHeaders.join(", ")}.`,
        }
      : null,

  ({ older }, { olderFile }) =>
    olderFile ? older.map((file) => ({ code: "older_file", holds: "all", reason: olderText(file) })) : null,

  ({ matches, missing }, { reKey }) => {
    const reasons = reKey ? matchReasons(matches, missing) : [];
    return reasons.length > 0 ? { code: "re_key", holds: "all", reason: reasons.join(" ") } : null;
  },

  ({ owned, updates }, { massUpdate }) =>
    massUpdate && updates > massUpdate.atLeast && updates * 100 > owned * massUpdate.percent
      ? {
          code: "mass_update",
          holds: "all",
          reason: `${group(updates)} of ${people(owned)} would change; the limit is ${massUpdate.percent} %.`,
        }
      : null,

  ({ owned, removals }, { removals: limit }) => {
    if (!limit) return null;
    const most = mostOf(owned, limit);
    return removals > most
      ? {
          code: "removals",
          holds: "removals",
          reason: `${group(removals)} of ${people(owned)} would be removed; the limit is ${group(most)}.`,
        }
      : null;
  },

  // Losing a team is losing a right: the limit for removals counts those too, out of the users who have one to lose.
  ({ leading, inTeams }, { removals: limit }) => {
    if (!limit) return null;
    const reason = (verb: string, { users, losing }: Losing): GuardTrip[] =>
      losing > mostOf(users, limit)
        ? [
            {
              code: "team_losses",
              holds: "team_losses",
              reason: `${group(losing)} of ${people(users)} who ${verb} teams would lose a team; the limit is ${group(mostOf(users, limit))}.`,
            },
          ]
        : [];
    return [...reason("lead", leading), ...reason("are in", inTeams)];
  },

  ({ rowsRead, lastGoodRows, managersRows, lastGoodManagersRows, ...facts }, { shrunk }) => {
    if (!shrunk || facts.removals + facts.leading.losing + facts.inTeams.losing === 0) return null;
    const shrank = (file: string, rows: number | null, before: number | null): GuardTrip[] =>
      rows !== null && before !== null && rows * 100 < before * shrunk.percent
        ? [
            {
              code: "shrunk",
              holds: "all_losses",
              reason: `The ${file} has ${plural(rows, "row")}, the last good one had ${group(before)}. It may have been cut off.`,
            },
          ]
        : [];
    return [
      ...shrank("file", rowsRead, lastGoodRows),
      ...shrank("managers file", managersRows, lastGoodManagersRows),
    ];
  },

  // Not a setting: whose row it was can't be known, so nobody can be said to be missing.
  ({ unreadableIds, removals }) =>
    unreadableIds.count > 0 && removals > 0
      ? {
          code: "unreadable_id",
          holds: "removals",
          reason: `The ${unreadableIds.count === 1 ? "ID" : "IDs"} of ${nameRows(unreadableIds)} can't be read, so it isn't certain who is missing.`,
        }
      : null,
];

/** How many users a limit lets go. */
function mostOf(users: number, { atLeast, percent }: { atLeast: number; percent: number }): number {
  return Math.max(atLeast, Math.floor((users * percent) / 100));
}

function olderText({ isManagers, isRepeat, at, lastAt, timeZone }: OlderFile): string {
  const isSameDay = formatDay(at, lastAt, timeZone) === formatDay(lastAt, at, timeZone);
  const format = isSameDay ? formatDayTime : formatDay;
  const file = `The ${isManagers ? "managers file" : "file"} is ${isRepeat ? "the same as the one from" : "from"}`;
  return `${file} ${format(at, lastAt, timeZone)}; the last one applied was from ${format(lastAt, at, timeZone)}.`;
}

function people(count: number): string {
  return `${group(count)} ${count === 1 ? "user" : "users"}`;
}

function group(count: number): string {
  return count.toLocaleString("en-US");
}
