import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { GuardHold } from "@/lib/model/guard";
import { GUARD_FIELDS } from "@/lib/pipeline/guard/form";
import { guardValues } from "@/lib/pipeline/guard/form-values";
import { GUARDS } from "@/lib/pipeline/guard/guards";
import { guardLines } from "@/lib/pipeline/guard/lines";
import { guardSettings } from "@/lib/pipeline/guard/schema";
import {
  ALL_GUARDS,
  GUARD_DEFAULTS,
  limitAnchor,
  resolveGuards,
  SET_GUARDS,
} from "@/lib/pipeline/guard/settings";

const HOLDS: Readonly<Record<GuardHold, string>> = {
  all: "everything",
  removals: "removals",
  team_losses: "losses of teams",
  all_losses: "removals and losses of teams",
};

test("the README has a line for every guard, as the record says it", () => {
  const readme = readFileSync(new URL("../../../../lib/pipeline/guard/README.md", import.meta.url), "utf8");
  const lines = ALL_GUARDS.map(([code, guard]) => {
    const setting = guard.setting === null ? "always on" : `\`${guard.setting}\``;
    return `| \`${code}\` | ${setting} | ${HOLDS[guard.holds]} | ${guard.text(guard.default)} |`;
  });
  const [, table = ""] = readme.split("| guard | setting | holds | trips when |\n|---|---|---|---|\n");
  expect(table.split("\n\n")[0]?.trim().split("\n")).toEqual(lines);
});

test("the settings and codes that syncs and runs keep are still known", () => {
  expect(Object.keys(GUARD_DEFAULTS)).toEqual(
    expect.arrayContaining([
      ...["removals", "noRows", "shrunk", "headerDrift", "massUpdate", "reKey", "olderFile", "expiryDays"],
      "firstRun",
    ]),
  );
  expect(Object.keys(GUARDS)).toEqual(
    expect.arrayContaining([
      ...["removals", "no_rows", "shrunk", "team_losses", "older_file", "header_drift", "mass_update"],
      ...["re_key", "first_run", "unreadable_id", "preview"],
    ]),
  );
});

test("a sync's own limits go over the defaults; a value that a setting can't have counts as absent", () => {
  expect(resolveGuards({})).toEqual(GUARD_DEFAULTS);
  const own = { removals: { atLeast: 0, percent: 3 }, noRows: false, shrunk: false, expiryDays: 2 } as const;
  expect(resolveGuards(own)).toEqual({ ...GUARD_DEFAULTS, ...own });
  const misfits = { removals: true, noRows: 3, shrunk: { atLeast: 2 }, expiryDays: false, forgotten: true };
  expect(resolveGuards(misfits)).toEqual(GUARD_DEFAULTS);
});

test("a form starts with what is set, and saving it as it is changes nothing", () => {
  const own = { removals: false, shrunk: { percent: 60 }, reKey: false } as const;
  expect(guardValues(own)).toMatchObject({
    removals: { on: false, atLeast: 5, percent: 10 },
    shrunk: { on: true, percent: 60 },
    reKey: false,
    expiryDays: 7,
  });
  expect(guardSettings.parse(guardValues(own))).toEqual(resolveGuards(own));
});

test.each([
  ["removals", { on: true, percent: "0", atLeast: "1" }, "At least 1 %."],
  ["removals", { on: true, percent: "101", atLeast: "1" }, "At most 100 %."],
  ["massUpdate", { on: true, percent: "1", atLeast: "-1" }, "At least 0."],
  ["massUpdate", { on: true, percent: "1", atLeast: "1000001" }, "At most 1,000,000."],
  ["shrunk", { on: true, percent: "many" }, "Enter a number."],
  ["shrunk", { on: true, percent: "1.5" }, "Enter a whole number."],
  ["expiryDays", "0", "At least 1 day."],
  ["expiryDays", "91", "At most 90 days."],
])("%s refuses %j: %s", (name, value, message) => {
  const answer = guardSettings.safeParse({ ...guardValues({}), [name]: value });
  expect(answer.error?.issues.map((issue) => issue.message)).toEqual([message]);
});

test("a tripped guard links to the field of the form that sets it", () => {
  const anchors = GUARD_FIELDS.map(({ anchor }) => anchor);
  expect(anchors.slice(0, 5)).toEqual([
    "limit-removals",
    "limit-shrunk",
    "limit-mass-update",
    "limit-no-rows",
    "limit-header-drift",
  ]);
  const linked = ALL_GUARDS.map(([code]) => limitAnchor(code)).filter((anchor) => anchor !== null);
  expect(new Set(linked)).toEqual(new Set(anchors));
  expect(limitAnchor("team_losses")).toBe("limit-removals");
  expect([limitAnchor("preview"), limitAnchor("of another version")]).toEqual([null, null]);
});

test("each guard that can be set has its place, its switch and a line that says whether it is on", () => {
  expect(SET_GUARDS.map(({ form }) => form.place)).toEqual(SET_GUARDS.map((_, at) => at + 1));
  const toggles = GUARD_FIELDS.map(({ toggle }) => toggle);
  expect(toggles).toEqual(expect.arrayContaining(["removals.on", "shrunk.on", "massUpdate.on", "noRows"]));
  const off = guardLines(Object.fromEntries(SET_GUARDS.map(({ setting }) => [setting, false])));
  expect(off.map(({ on }) => on)).toEqual([...SET_GUARDS.map(() => false), true]);
  expect(guardLines({}).map(({ name, on }) => [name, on])).toEqual(off.map(({ name }) => [name, true]));
});
