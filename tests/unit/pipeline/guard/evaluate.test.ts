import { expect, test } from "vitest";
import type { GuardHold } from "@/lib/model/guard";
import { evaluateGuards } from "@/lib/pipeline/guard/evaluate";
import type { PlanFacts } from "@/lib/pipeline/guard/facts";
import { resolveGuards } from "@/lib/pipeline/guard/settings";
import { NO_ROWS } from "@/lib/pipeline/row-list";

const CALM: PlanFacts = {
  leading: { users: 12, losing: 0 },
  inTeams: { users: 200, losing: 0 },
  managersRows: 12,
  lastGoodManagersRows: 12,
  older: [],
  owned: 210,
  removals: 0,
  updates: 0,
  firstValues: 0,
  rowsRead: 210,
  leftOut: null,
  lastGoodRows: 210,
  vanishedHeaders: [],
  matches: { relinked: 0, back: 0, open: 0 },
  missing: 0,
  unreadableIds: NO_ROWS,
  isFirstRun: false,
  isPreview: false,
};

const tripped = (facts: Partial<PlanFacts>, own = {}) =>
  evaluateGuards({ ...CALM, ...facts }, resolveGuards(own));

const older = (at: string, lastAt: string) => ({
  ...{ isManagers: false, isRepeat: false, at: new Date(at), lastAt: new Date(lastAt) },
  timeZone: "Europe/Helsinki",
});

test("a calm plan goes through", () => {
  expect(tripped({})).toEqual([]);
});

test.each<[string, Partial<PlanFacts>, string, GuardHold, string]>([
  [
    "removals",
    { removals: 37 },
    "removals",
    "removals",
    "37 of 210 users would be removed; the limit is 21.",
  ],
  [
    "no rows",
    { rowsRead: 0 },
    "no_rows",
    "all",
    "The file has a header and no rows; this sync has 210 users.",
  ],
  [
    "header drift",
    { vanishedHeaders: ["Region"] },
    "header_drift",
    "all",
    "A column that earlier files had is missing or renamed: Region.",
  ],
  [
    "mass update",
    { updates: 106 },
    "mass_update",
    "all",
    "106 of 210 users would change; the limit is 50 %.",
  ],
  [
    "first run",
    { isFirstRun: true, lastGoodRows: null },
    "first_run",
    "all",
    "This is the first run of this sync. Look at the plan, then apply it.",
  ],
  [
    "re-key",
    { matches: { relinked: 3, back: 0, open: 0 }, missing: 4 },
    "re_key",
    "all",
    "3 of 4 missing users have a new ID in this file. Applying gives them their new IDs instead of removing and creating them.",
  ],
  [
    "re-key, of users removed before",
    { matches: { relinked: 0, back: 2, open: 0 } },
    "re_key",
    "all",
    "2 users removed in the last 30 days are back under a new ID. Applying restores them with everything they had.",
  ],
  [
    "re-key, of people who are possibly the same",
    { matches: { relinked: 1, back: 0, open: 2 }, missing: 3, removals: 2 },
    "re_key",
    "all",
    "1 of 3 missing users have a new ID in this file. Applying gives them their new IDs instead of removing and creating them. 2 new IDs are possibly the same person as a user you know. Applying creates new users, unless you choose otherwise.",
  ],
  [
    "unreadable ID",
    { unreadableIds: { count: 1, rows: [7] }, removals: 1 },
    "unreadable_id",
    "removals",
    "The ID of row 7 can't be read, so it isn't certain who is missing.",
  ],
  [
    "unreadable IDs",
    { unreadableIds: { count: 1_203, rows: [7, 9, 12] }, removals: 1 },
    "unreadable_id",
    "removals",
    "The IDs of rows 7, 9, 12 and 1,200 more can't be read, so it isn't certain who is missing.",
  ],
  [
    "teams led",
    { leading: { users: 12, losing: 11 } },
    "team_losses",
    "team_losses",
    "11 of 12 users who manage teams would lose a team; the limit is 5.",
  ],
  [
    "teams",
    { inTeams: { users: 200, losing: 21 } },
    "team_losses",
    "team_losses",
    "21 of 200 users who are in teams would lose a team; the limit is 20.",
  ],
  [
    "no managers",
    { managersRows: 0, lastGoodManagersRows: null },
    "no_rows",
    "all",
    "The managers file has a header and no rows; 12 users of this sync manage teams.",
  ],
  [
    "managers who shrank",
    { managersRows: 1, leading: { users: 12, losing: 5 } },
    "shrunk",
    "all_losses",
    "The managers file has 1 row, the last good one had 12. It may have been cut off.",
  ],
  [
    "older file",
    { older: [older("2026-11-20T02:00:00Z", "2026-11-25T02:00:00Z")] },
    "older_file",
    "all",
    "The file is from 20 Nov; the last one applied was from 25 Nov.",
  ],
  [
    "older file of the same day, told in the sync's time zone",
    { older: [{ ...older("2026-11-25T01:30:00Z", "2026-11-25T02:00:00Z"), isManagers: true }] },
    "older_file",
    "all",
    "The managers file is from 25 Nov, 03:30; the last one applied was from 25 Nov, 04:00.",
  ],
  [
    "older file of another year, with the bytes of an earlier one",
    { older: [{ ...older("2025-12-31T12:00:00Z", "2026-01-01T12:00:00Z"), isRepeat: true }] },
    "older_file",
    "all",
    "The file is the same as the one from 31 Dec 2025; the last one applied was from 1 Jan 2026.",
  ],
])("the guard %s says why in numbers", (_, facts, code, holds, reason) => {
  expect(tripped(facts)).toEqual([{ code, holds, reason }]);
});

test("a file that shrank holds removals", () => {
  expect(tripped({ rowsRead: 160, removals: 3 })).toEqual([
    {
      code: "shrunk",
      holds: "all_losses",
      reason: "The file has 160 rows, the last good one had 210. It may have been cut off.",
    },
  ]);
});

test.each<[string, Partial<PlanFacts>]>([
  ["ten per cent of removals", { removals: 21 }],
  ["five removals in a small workspace", { owned: 8, removals: 5, rowsRead: 200 }],
  ["half of the users changed", { updates: 105 }],
  ["twenty users of twenty changed", { owned: 20, updates: 20 }],
  ["eighty per cent of the rows", { rowsRead: 168, removals: 1 }],
  ["five who lead teams", { leading: { users: 12, losing: 5 } }],
  ["ten per cent of those in teams", { inTeams: { users: 200, losing: 20 } }],
  ["fewer rows of managers from which nobody loses anything", { managersRows: 1 }],
  ["a managers file that was never read before", { lastGoodManagersRows: null, removals: 1 }],
])("%s is still within the limits", (_, facts) => {
  expect(tripped(facts)).toEqual([]);
});

test.each<[string, Partial<PlanFacts>, object]>([
  ["removals", { removals: 200 }, { removals: false }],
  ["no rows", { rowsRead: 0 }, { noRows: false }],
  ["shrunk", { rowsRead: 1, removals: 1 }, { shrunk: false }],
  ["header drift", { vanishedHeaders: ["Region"] }, { headerDrift: false }],
  ["mass update", { updates: 210 }, { massUpdate: false }],
  ["re-key", { matches: { relinked: 3, back: 0, open: 0 }, missing: 4 }, { reKey: false }],
  ["removals, as to teams", { leading: { users: 12, losing: 11 } }, { removals: false }],
  ["shrunk, as to managers", { managersRows: 1, leading: { users: 12, losing: 1 } }, { shrunk: false }],
  ["older file", { older: [older("2026-11-20T02:00:00Z", "2026-11-25T02:00:00Z")] }, { olderFile: false }],
  ["first run", { isFirstRun: true }, { firstRun: false }],
])("the guard %s can be switched off", (_, facts, own) => {
  expect(tripped(facts, own)).toEqual([]);
});

test.each([
  [210, 210, []],
  [210, 105, []],
  [210, 104, ["106 of 210 users would change; the limit is 50 %."]],
])(
  "of %i updates, %i that give a field its first values are not counted",
  (updates, firstValues, reasons) => {
    expect(tripped({ updates, firstValues }).map(({ reason }) => reason)).toEqual(reasons);
  },
);

test("a file whose rows are all left out by choice says so, and how many", () => {
  const leftOut = "Left out 210 rows because of Status: Inactive (200), blank (10).";
  const [trip] = tripped({ rowsRead: 0, leftOut }).filter(({ code }) => code === "no_rows");
  expect(trip?.reason).toBe(`The file has no rows to import; this sync has 210 users. ${leftOut}`);
});
