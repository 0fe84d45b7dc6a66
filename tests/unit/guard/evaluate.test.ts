import { expect, test } from "vitest";
import { resolveGuards } from "@/lib/sync/guard/defaults";
import { evaluateGuards, type PlanFacts } from "@/lib/sync/guard/evaluate";

const CALM: PlanFacts = {
  leading: 0,
  owned: 210,
  removals: 0,
  updates: 0,
  rowsRead: 210,
  lastGoodRows: 210,
  vanishedHeaders: [],
  relinks: 0,
  missing: 0,
  unreadableIds: 0,
  isFirstRun: false,
  isPreview: false,
};

const tripped = (facts: Partial<PlanFacts>, own = {}) =>
  evaluateGuards({ ...CALM, ...facts }, resolveGuards(own));

test("a calm plan goes through", () => {
  expect(tripped({})).toEqual([]);
});

test.each<[string, Partial<PlanFacts>, string, "all" | "removals", string]>([
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
    { relinks: 3, missing: 4 },
    "re_key",
    "all",
    "3 of 4 missing users have a new ID in this file. Applying gives them their new IDs instead of removing and creating them.",
  ],
  [
    "unreadable ID",
    { unreadableIds: 1, removals: 1 },
    "unreadable_id",
    "removals",
    "The ID of 1 row can't be read, so it isn't certain who is missing.",
  ],
])("the guard %s says why in numbers", (_, facts, code, holds, reason) => {
  expect(tripped(facts)).toEqual([{ code, holds, reason }]);
});

test("a file that shrank holds removals", () => {
  expect(tripped({ rowsRead: 160, removals: 3 })).toEqual([
    {
      code: "shrunk",
      holds: "removals",
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
])("%s is still within the limits", (_, facts) => {
  expect(tripped(facts)).toEqual([]);
});

test.each<[string, Partial<PlanFacts>, object]>([
  ["removals", { removals: 200 }, { removals: false }],
  ["no rows", { rowsRead: 0 }, { noRows: false }],
  ["shrunk", { rowsRead: 1, removals: 1 }, { shrunk: false }],
  ["header drift", { vanishedHeaders: ["Region"] }, { headerDrift: false }],
  ["mass update", { updates: 210 }, { massUpdate: false }],
  ["re-key", { relinks: 3, missing: 4 }, { reKey: false }],
  ["first run", { isFirstRun: true }, { firstRun: false }],
])("the guard %s can be switched off", (_, facts, own) => {
  expect(tripped(facts, own)).toEqual([]);
});
