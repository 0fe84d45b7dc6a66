import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { discardedLabel } from "@/components/runs/outcome-labels";
import { axisOf, pointsOf } from "@/components/runs/run-points";
import type { Counts } from "@/lib/model/run";

describe("the axis of the chart of runs", () => {
  test.each([
    ["nothing", [], { top: 1, isCut: false }],
    ["equal runs", [10, 12, 9], { top: 20, isCut: false }],
    ["one import that dwarfs the rest", [12_400, 3, 5, 4, 2, 0], { top: 5, isCut: true }],
    ["one import and nothing else", [12_400, 0, 0], { top: 20_000, isCut: false }],
    ["two imports that dwarf the rest", [9000, 8000, 3, 5, 4, 2, 1, 1], { top: 5, isCut: true }],
    ["half of the runs high", [9000, 8000, 3, 5], { top: 10_000, isCut: false }],
  ])("%s", (_, totals, axis) => {
    expect(axisOf(totals)).toEqual(axis);
  });

  test("holds all but a quarter of the bars, and leaves something to see of the highest of them", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 30 }), (totals) => {
        const { top, isCut } = axisOf(totals);
        const above = totals.filter((total) => total > top).length;
        expect(above > 0).toBe(isCut);
        expect(above).toBeLessThanOrEqual(Math.max(1, totals.length / 4));
        const within = Math.max(0, ...totals.filter((total) => total <= top));
        if (within > 0) expect(within / top).toBeGreaterThanOrEqual(0.4);
      }),
    );
  });
});

const counts = (set: Partial<Counts>): Counts => ({
  ...{
    read: 0,
    created: 0,
    updated: 0,
    removed: 0,
    restored: 0,
    unchanged: 0,
    skipped: 0,
    errors: 0,
    warnings: 0,
  },
  ...set,
});

test("what was decided against is told with the outcome", () => {
  expect(discardedLabel(counts({}))).toBeNull();
  expect(discardedLabel(counts({ discarded: 156, discardedRemovals: 156 }))).toBe("156 removals not applied");
  expect(discardedLabel(counts({ discarded: 3, discardedRemovals: 1 }))).toBe(
    "1 removal and 2 other changes not applied",
  );
  expect(discardedLabel(counts({ discarded: 1, discardedRemovals: 0 }))).toBe("1 change not applied");
});

test("a run that changed nothing has no bar and still a mark", () => {
  const run = { phase: null, trigger: "schedule" as const, requestedBy: "", createdAt: new Date() };
  const ended = { ...run, startedAt: null, finishedAt: null, failure: null };
  const [failed, same] = pointsOf([
    { ...ended, id: "a", state: "failed", counts: null },
    { ...ended, id: "b", state: "no_change", counts: counts({}) },
  ]);
  expect([failed?.total, failed?.state, same?.total, same?.state]).toEqual([0, "failed", 0, "same"]);
});
