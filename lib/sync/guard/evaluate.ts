import type { GuardSettings } from "@/drizzle/schema/syncs";
import type { GuardTrip } from "@/lib/sync/types";

/** What the guards look at. Counts are of users or rows. */
export type PlanFacts = {
  /** Active users the sync owned before this run. */
  owned: number;
  removals: number;
  /** Creates excluded: updates, restores and relinks of users that exist. */
  updates: number;
  rowsRead: number;
  /** Active users who lead teams by this sync, where its file of managers has no rows; else 0. */
  leading: number;
  /** Of the last run that ended well; null when there is none. */
  lastGoodRows: number | null;
  /** Headers that the last good run or the mapping used and this file lacks. */
  vanishedHeaders: readonly string[];
  relinks: number;
  missing: number;
  unreadableIds: number;
  isFirstRun: boolean;
  isPreview: boolean;
};

type Limits = Required<GuardSettings>;
type Guard = (facts: PlanFacts, limits: Limits) => GuardTrip | null;

/** The guard room: a plan in numbers and the limits come in, the reasons to hold it go out. Pure. */
export function evaluateGuards(facts: PlanFacts, limits: Limits): GuardTrip[] {
  return GUARDS.map((guard) => guard(facts, limits)).filter((trip) => trip !== null);
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

  ({ owned, rowsRead, leading }, { noRows }) => {
    if (!noRows) return null;
    const reasons = [
      ...(owned > 0 && rowsRead === 0
        ? [`The file has a header and no rows; this sync has ${people(owned)}.`]
        : []),
      ...(leading > 0
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

  ({ relinks, missing }, { reKey }) =>
    reKey && relinks > 0
      ? {
          code: "re_key",
          holds: "all",
          reason: `${group(relinks)} of ${group(missing)} missing ${
            missing === 1 ? "user has" : "users have"
          } a new ID in this file. Applying gives them their new IDs instead of removing and creating them.`,
        }
      : null,

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
    const most = Math.max(limit.atLeast, Math.floor((owned * limit.percent) / 100));
    return removals > most
      ? {
          code: "removals",
          holds: "removals",
          reason: `${group(removals)} of ${people(owned)} would be removed; the limit is ${group(most)}.`,
        }
      : null;
  },

  ({ rowsRead, lastGoodRows, removals }, { shrunk }) =>
    shrunk && removals > 0 && lastGoodRows !== null && rowsRead * 100 < lastGoodRows * shrunk.percent
      ? {
          code: "shrunk",
          holds: "removals",
          reason: `The file has ${group(rowsRead)} rows, the last good one had ${group(lastGoodRows)}. It may have been cut off.`,
        }
      : null,

  // Not a setting: whose row it was can't be known, so nobody can be said to be missing.
  ({ unreadableIds, removals }) =>
    unreadableIds > 0 && removals > 0
      ? {
          code: "unreadable_id",
          holds: "removals",
          reason: `The ID of ${group(unreadableIds)} ${unreadableIds === 1 ? "row" : "rows"} can't be read, so it isn't certain who is missing.`,
        }
      : null,
];

function people(count: number): string {
  return `${group(count)} ${count === 1 ? "user" : "users"}`;
}

function group(count: number): string {
  return count.toLocaleString("en-US");
}
