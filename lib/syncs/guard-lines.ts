import type { GuardSettings } from "@/drizzle/schema/syncs";
import { plural } from "@/lib/format/plural";
import { GUARD_DEFAULTS } from "@/lib/pipeline/guard/defaults";

type GuardLine = { name: string; on: boolean; text: string };

/** What holds a plan of this sync, a sentence each. */
export function guardLines(guards: Required<GuardSettings>): GuardLine[] {
  const { removals, noRows, shrunk, headerDrift, massUpdate, reKey, olderFile, expiryDays, firstRun } =
    guards;
  return [
    {
      name: "Removals",
      on: removals !== false,
      text: removals
        ? `More than ${removals.percent} % of its users, and more than ${removals.atLeast}, would be removed, or lose a team: the removals wait.`
        : "Any number of users may be removed, or lose a team.",
    },
    {
      name: "Shrunk file",
      on: shrunk !== false,
      text: shrunk
        ? `Fewer than ${shrunk.percent} % of the rows of the last good run, of either file: the removals wait.`
        : "A file may shrink by any amount.",
    },
    {
      name: "Many updates",
      on: massUpdate !== false,
      text: massUpdate
        ? `More than ${massUpdate.percent} % of its users, and more than ${massUpdate.atLeast}, would change: everything waits.`
        : "Any number of users may change.",
    },
    {
      name: "No rows",
      on: noRows,
      text: noRows
        ? "A file with a header only: everything waits."
        : "A file without rows may remove everyone.",
    },
    {
      name: "Missing columns",
      on: headerDrift,
      text: headerDrift
        ? "A column in use vanished or was renamed: everything waits."
        : "Columns may vanish; their values stay.",
    },
    {
      name: "New IDs",
      on: reKey,
      text: reKey
        ? "A new ID may be somebody who is missing or was removed within 30 days: everything waits."
        : "Users with new IDs are removed and created as new users.",
    },
    {
      name: "Older file",
      on: olderFile,
      text: olderFile
        ? "A file older than the last one applied: everything waits."
        : "An older file is applied like any other.",
    },
    {
      name: "First run",
      on: firstRun,
      text: firstRun
        ? "The first plan waits until someone has looked at it."
        : "The first plan is applied by itself.",
    },
    {
      name: "Expiry",
      on: true,
      text: `A plan that waits can be approved for ${plural(expiryDays, "day")}.`,
    },
  ];
}

/** "Default: 5 users and 10 %." */
export function defaultText(name: keyof GuardSettings): string {
  const limit = GUARD_DEFAULTS[name];
  if (typeof limit === "number") return `Default: ${plural(limit, "day")}.`;
  if (typeof limit === "boolean") return `Default: ${limit ? "on" : "off"}.`;
  const people = "atLeast" in limit ? `${plural(limit.atLeast, "user")} and ` : "";
  return `Default: ${people}${limit.percent} %.`;
}
