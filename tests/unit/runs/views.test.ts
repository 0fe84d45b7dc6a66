import { describe, expect, it } from "vitest";
import { kindsOf } from "@/components/runs/change-kinds";
import { countsLabel, endLabel } from "@/components/runs/outcome-labels";
import { percentOf, stepsOf } from "@/components/runs/steps";
import { NO_COUNTS } from "@/lib/pipeline/report/outcome";
import { pendingPlanOf } from "@/lib/runs/pending-plan";
import { readChangeCursor, writeChangeCursor } from "@/lib/runs/views/change-cursor";
import { workedMs } from "@/lib/runs/views/worked-ms";

const at = (second: number) => new Date(Date.UTC(2026, 4, 3, 2, 0, second));
const times = {
  startedAt: at(0),
  finishedAt: at(9),
  decidedAt: null,
  durations: { fetch: 1000, plan: 2000 },
};

describe("how long a run took", () => {
  it("is from start to end", () => {
    expect(workedMs({ state: "succeeded", ...times })).toBe(9000);
  });
  it("leaves out what a person took to decide", () => {
    expect(workedMs({ state: "held", ...times, finishedAt: null })).toBe(3000);
    expect(workedMs({ state: "succeeded", ...times, decidedAt: at(7) })).toBe(5000);
  });
  it("is not known before it has ended", () => {
    expect(workedMs({ state: "queued", ...times, startedAt: null })).toBeNull();
    expect(workedMs({ state: "running", ...times })).toBeNull();
  });
});

describe("the rooms of a run", () => {
  const progress = {
    state: "running",
    phase: "reading",
    bytesDone: 50,
    bytesTotal: 200,
    rowsDone: 12,
  } as const;
  it("are done, at work or waiting by its phase", () => {
    const states = stepsOf(progress).map(({ key, state }) => `${key} ${state}`);
    expect(states).toEqual([
      "source done",
      "read active",
      "validate active",
      "plan waiting",
      "guard waiting",
      "apply waiting",
      "report waiting",
    ]);
    expect(percentOf(progress)).toBe(25);
  });
  it("all wait while it is queued", () => {
    const queued = { ...progress, state: "queued", phase: null } as const;
    expect(new Set(stepsOf(queued).map(({ state }) => state))).toEqual(new Set(["waiting"]));
  });
  it("have no length while it can't be known", () => {
    expect(percentOf({ ...progress, phase: "planning" })).toBeNull();
    expect(percentOf({ ...progress, phase: "downloading", bytesTotal: null })).toBeNull();
  });
});

describe("a held plan in numbers", () => {
  const tally = [
    { kind: "create", status: "planned", count: 5, teamLosses: 0 },
    { kind: "update", status: "stale", count: 1, teamLosses: 1 },
    { kind: "remove", status: "waiting", count: 70, teamLosses: 0 },
    { kind: "create", status: "waiting", count: 2, teamLosses: 0 },
    { kind: "update", status: "waiting", count: 4, teamLosses: 3 },
  ] as const;
  it("is all of it before anything is applied", () => {
    expect(pendingPlanOf(tally, false)).toEqual({
      all: 81,
      removals: 70,
      teamLosses: 3,
      others: 8,
      kinds: { create: 7, remove: 70, update: 4 },
      partly: false,
    });
  });
  it("is only what waits once the rest is applied", () => {
    expect(pendingPlanOf(tally, true)).toMatchObject({ all: 76, removals: 70, others: 3, partly: true });
  });
});

describe("a run in words", () => {
  it("counts what changed, and says when nothing did", () => {
    expect(countsLabel({ ...NO_COUNTS, created: 1204, removed: 3 })).toBe("1,204 created, 3 removed");
    expect(countsLabel(NO_COUNTS)).toBe("No changes");
  });
  it("has no end while it goes on", () => {
    expect(endLabel("running", null)).toBeNull();
    const nothing = {
      read: 5,
      created: 0,
      updated: 0,
      removed: 0,
      restored: 0,
      unchanged: 0,
      skipped: 5,
      errors: 5,
      warnings: 0,
    };
    expect(endLabel("held", nothing)?.title).toBe("The file needs your attention");
    expect(endLabel("held", { ...nothing, removed: 1 })?.title).toBe("Changes are ready for review");
    expect(endLabel("failed", null)?.tone).toBe("error");
  });
});

describe("a place in a plan", () => {
  it("comes back from the address as it went in", () => {
    const cursor = { side: "before", kind: "update", id: 42 } as const;
    expect(readChangeCursor(writeChangeCursor(cursor))).toEqual(cursor);
  });
  it.each(["", "x", "after.drop.1", "after.create.-1", "after.create.1; select"])("%j is none", (text) => {
    expect(readChangeCursor(text)).toBeNull();
  });
});

it("the filter for updates shows new IDs too, and an unknown one shows everything", () => {
  expect(kindsOf("update")).toEqual(["update", "relink"]);
  expect(kindsOf("remove")).toEqual(["remove"]);
  expect(kindsOf("drop")).toEqual([]);
});
