import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { Losing } from "@/lib/pipeline/guard/facts";
import { guard } from "@/lib/pipeline/guard/guard";
import { emptyFileReasons, matchReasons, olderReason, shrunkReasons } from "@/lib/pipeline/guard/reasons";
import { nameRows } from "@/lib/pipeline/row-list";

/** More than both of these: the larger number counts. */
const REMOVALS = { atLeast: 5, percent: 10 };

/**
 * Every guard, by the code that runs keep, in the order in which reasons are listed. Settings, defaults, forms, texts,
 * links and the table of README.md follow from it.
 */
export const GUARDS = {
  preview: guard({
    holds: "all",
    setting: null,
    default: true,
    form: null,
    text: () => "A person requested a preview or an undo: all changes need approval.",
    evaluate: ({ isPreview }) =>
      isPreview ? ["This is a preview. Nothing is applied until you approve it."] : [],
  }),

  first_run: guard({
    holds: "all",
    setting: "firstRun",
    default: true,
    form: {
      place: 8,
      title: "First run",
      label: "Require approval for the first run",
      help: "You review what the file would do before it changes this workspace.",
      off: "The first plan is applied automatically.",
      inputs: null,
    },
    text: () => "The first plan needs approval.",
    evaluate: ({ isFirstRun }) =>
      isFirstRun ? ["This is the first run of this sync. Look at the plan, then apply it."] : [],
  }),

  no_rows: guard({
    holds: "all",
    setting: "noRows",
    default: true,
    form: {
      place: 4,
      title: "No rows",
      label: "Require approval when the file has no rows",
      help: "A file with only a header would remove everyone.",
      off: "A file without rows may remove everyone.",
      inputs: null,
    },
    text: () => "A file with only a header: all changes need approval.",
    evaluate: (facts) => oneReason(emptyFileReasons(facts)),
  }),

  header_drift: guard({
    holds: "all",
    setting: "headerDrift",
    default: true,
    form: {
      place: 5,
      title: "Missing columns",
      label: "Require approval when a mapped column is missing or renamed",
      help: "If this is off, the values of such a column stay as they are.",
      off: "Columns may be missing. Their values stay as they are.",
      inputs: null,
    },
    text: () => "A mapped column is missing or renamed: all changes need approval.",
    evaluate: ({ vanishedHeaders: headers }) =>
      headers.length > 0
        ? [
            `${headers.length === 1 ? "A column" : "Columns"} that earlier files had ${
              headers.length === 1 ? "is" : "are"
            } missing or renamed: ${headers.join(", ")}.`,
          ]
        : [],
  }),

  older_file: guard({
    holds: "all",
    setting: "olderFile",
    default: true,
    form: {
      place: 7,
      title: "Older file",
      label: "Require approval when the file is older than the last one applied",
      help: "A restored backup, or last week's export sent again, would undo later changes.",
      off: "An older file is applied like any other.",
      inputs: null,
    },
    text: () => "A file older than the last one applied: all changes need approval.",
    evaluate: ({ older }) => older.map(olderReason),
  }),

  re_key: guard({
    holds: "all",
    setting: "reKey",
    default: true,
    form: {
      place: 6,
      title: "New IDs",
      label: "Require approval when new IDs may belong to existing users",
      help: "A user who is missing, or was removed within 30 days, may have returned with a new ID. You choose who is the same person. If this is off, all of them become new users.",
      off: "Users with new IDs are removed and created as new users.",
      inputs: null,
    },
    text: () =>
      "A new ID may belong to a user who is missing or was removed within 30 days: all changes need approval.",
    evaluate: ({ matches, missing }) => oneReason(matchReasons(matches, missing)),
  }),

  mass_update: guard({
    holds: "all",
    setting: "massUpdate",
    default: { atLeast: 20, percent: 50 },
    form: {
      place: 3,
      title: "Many updates",
      label: "Require approval when many users would change",
      help: "For example, because a column was moved or a format changed. First values of a profile field that nobody had don't count.",
      off: "Any number of users may change.",
      inputs: {
        percent: { unit: "percent", label: "More than this % of users" },
        atLeast: { unit: "users", label: "And more than this number of users" },
      },
    },
    text: ({ percent, atLeast }) =>
      `More than ${percent} % of its users, and more than ${atLeast}, would change: all changes need approval.`,
    evaluate: ({ owned, updates, firstValues }, { percent, atLeast }) => {
      const changed = updates - firstValues;
      return changed > atLeast && changed * 100 > owned * percent
        ? [`${formatNumber(changed)} of ${plural(owned, "user")} would change; the limit is ${percent} %.`]
        : [];
    },
  }),

  removals: guard({
    holds: "removals",
    setting: "removals",
    default: REMOVALS,
    form: {
      place: 1,
      title: "Removals",
      label: "Require approval when many users would be removed",
      help: "Users who would lose a team they manage or belong to count too. All other changes are applied without approval.",
      off: "Any number of users may be removed or lose a team.",
      inputs: {
        percent: { unit: "percent", label: "More than this % of users" },
        atLeast: { unit: "users", label: "And more than this number of users" },
      },
    },
    text: ({ percent, atLeast }) =>
      `More than ${percent} % of its users, and more than ${atLeast}, would be removed or lose a team: the removals need approval.`,
    evaluate: ({ owned, removals }, limit) => {
      const most = mostOf(owned, limit);
      return removals > most
        ? [
            `${formatNumber(removals)} of ${plural(owned, "user")} would be removed; the limit is ${formatNumber(most)}.`,
          ]
        : [];
    },
  }),

  // Losing a team is losing a right: the limit for removals counts those too, out of the users who have one to lose.
  team_losses: guard({
    holds: "team_losses",
    setting: "removals",
    default: REMOVALS,
    form: null,
    text: ({ percent, atLeast }) =>
      `More than ${percent} % of the users who manage or belong to teams by its files, and more than ${atLeast}, would lose a team: those changes need approval.`,
    evaluate: ({ leading, inTeams }, limit) => {
      const reason = (verb: string, { users, losing }: Losing): string[] => {
        const most = mostOf(users, limit);
        return losing > most
          ? [
              `${formatNumber(losing)} of ${plural(users, "user")} who ${verb} teams would lose a team; the limit is ${formatNumber(most)}.`,
            ]
          : [];
      };
      return [...reason("manage", leading), ...reason("are in", inTeams)];
    },
  }),

  shrunk: guard({
    holds: "all_losses",
    setting: "shrunk",
    default: { percent: 80 },
    form: {
      place: 2,
      title: "Shrunk file",
      label: "Require approval for removals when a file has shrunk",
      help: "An incomplete file looks like a file with fewer people. The managers file is checked too.",
      off: "A file may shrink by any amount.",
      inputs: { percent: { unit: "percent", label: "Fewer rows than this % of the last good run" } },
    },
    text: ({ percent }) =>
      `Fewer than ${percent} % of the rows of the last good run, of either file: the removals need approval.`,
    evaluate: (facts, { percent }) => {
      const losses = facts.removals + facts.leading.losing + facts.inTeams.losing;
      return losses > 0 ? shrunkReasons(facts, percent) : [];
    },
  }),

  // Not a setting: whose row it was can't be known, so nobody can be said to be missing.
  unreadable_id: guard({
    holds: "removals",
    setting: null,
    default: true,
    form: null,
    text: () =>
      "The ID of a row can't be read, so it isn't certain who is missing: the removals need approval.",
    evaluate: ({ unreadableIds, removals }) =>
      unreadableIds.count > 0 && removals > 0
        ? [
            `The ${unreadableIds.count === 1 ? "ID" : "IDs"} of ${nameRows(unreadableIds)} can't be read, so it isn't certain who is missing.`,
          ]
        : [],
  }),
};

export type GuardCode = keyof typeof GUARDS;

/** The guard of plans that someone asked to see first: it is named where such a plan is described differently. */
export const PREVIEW: GuardCode = "preview";
/** The one that a change of the mapping answers. */
export const HEADER_DRIFT: GuardCode = "header_drift";

/** How many users a limit allows to be removed. */
function mostOf(users: number, { atLeast, percent }: { atLeast: number; percent: number }): number {
  return Math.max(atLeast, Math.floor((users * percent) / 100));
}

function oneReason(sentences: readonly string[]): string[] {
  return sentences.length > 0 ? [sentences.join(" ")] : [];
}
