import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stripText } from "@/components/patterns/night-labels";
import { NIGHT_LETTERS, NIGHTS, type NightFacts, nightOf, statesOf, stripOf } from "@/lib/overview/nights";

const nothing: NightFacts = {
  runs: 1,
  hasOpen: false,
  hasPending: false,
  hasApplied: false,
  hasIssues: false,
  hasUndone: false,
  last: null,
};

const facts = fc.record({
  runs: fc.nat({ max: 24 }),
  hasOpen: fc.boolean(),
  hasPending: fc.boolean(),
  hasApplied: fc.boolean(),
  hasIssues: fc.boolean(),
  hasUndone: fc.boolean(),
  last: fc.constantFrom(null, "applied", "same", "failed", "waiting"),
}) satisfies fc.Arbitrary<NightFacts>;

describe("a night", () => {
  test.each([
    ["no run", { ...nothing, runs: 0 }, false, "none"],
    ["a discarded plan", nothing, false, "dropped"],
    ["a plan that waits", { ...nothing, hasPending: true, last: "failed" }, false, "pending"],
    ["a failure after an apply", { ...nothing, hasApplied: true, last: "failed" }, false, "failed"],
    [
      "a failure that a later run made good",
      { ...nothing, hasApplied: true, last: "applied" },
      false,
      "changed",
    ],
    ["changes, then a run without any", { ...nothing, hasApplied: true, last: "same" }, false, "changed"],
    ["rows with errors", { ...nothing, hasApplied: true, hasIssues: true, last: "applied" }, false, "issues"],
    ["a file that is waited for", { ...nothing, last: "waiting" }, false, "waiting"],
    ["waiting after an apply", { ...nothing, hasApplied: true, last: "waiting" }, false, "changed"],
    ["the same file again while a new one is late", { ...nothing, last: "same" }, true, "late"],
    ["no run while a file is late", { ...nothing, runs: 0 }, true, "late"],
    ["a failure while a file is late", { ...nothing, last: "failed" }, true, "failed"],
    ["an undone run", { ...nothing, hasUndone: true }, false, "undone"],
  ] as const)("with %s", (_, night, isLate, state) => {
    expect(nightOf(night, isLate)).toBe(state);
  });

  test("never looks better for being late, and a late file never hides a failure or a plan", () => {
    fc.assert(
      fc.property(facts, (night) => {
        const [state, late] = [nightOf(night, false), nightOf(night, true)];
        expect(["failed", "pending", "running"].includes(state) ? late : state).toBe(state);
        if (late !== state) expect(late).toBe("late");
      }),
    );
  });
});

describe("a strip", () => {
  test("has a letter of its own for each state, and reads back as what was written", () => {
    const letters = Object.values(NIGHT_LETTERS);
    expect(new Set(letters).size).toBe(letters.length);
    expect(statesOf(letters.join(""))).toEqual(Object.keys(NIGHT_LETTERS));
  });

  test("has as many nights whatever there was, today on the right", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(facts, fc.nat({ max: 60 }))), (nights) => {
        const strip = stripOf(
          nights.map(([night, ago]) => ({ ...night, ago })),
          [],
        );
        expect(strip).toHaveLength(NIGHTS);
      }),
    );
    const today = stripOf([{ ...nothing, ago: 0, last: "failed" }], [{ fromAgo: 2, toAgo: 1 }]);
    expect(today).toBe(`${"-".repeat(27)}llf`);
  });

  test("is told in words", () => {
    expect(stripText("cc--sf")).toBe("6 nights: changes applied on 2, no change on 1, failed on 1");
    expect(stripText("------")).toBe("no runs in the last 30 nights");
  });
});
