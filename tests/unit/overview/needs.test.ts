import { expect, test } from "vitest";
import { planText } from "@/components/overview/plan-text";
import { needsOf, needsSomeone } from "@/lib/overview/needs";
import type { RunSummary, SyncItem } from "@/lib/syncs/views";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));

const run = (set: Partial<RunSummary>): RunSummary => ({
  ...{ id: "r", state: "succeeded", phase: null, trigger: "schedule", requestedBy: "", createdAt: at(20) },
  ...{ startedAt: at(20), finishedAt: at(20), counts: null, failure: null },
  ...set,
});

const sync = (id: string, set: Partial<SyncItem>): SyncItem => ({
  ...{ id, name: id, sourceKind: "remote", workspace: { id: "w", name: "Staff", slug: "staff" } },
  ...{
    remoteSource: null,
    path: "a.csv",
    rhythm: null,
    lateSince: null,
    lastNewFileAt: null,
    rhythmFrom: null,
  },
  schedule: {
    kind: "daily",
    everyHours: 24,
    atTime: "02:00",
    weekdays: [1],
    timeZone: "UTC",
    lookMinutes: 5,
  },
  ...{ lookFailure: null, looksFailingSince: null, nextRunAt: null, paused: false, heldRunId: null },
  ...{ heldUntil: null, lastRun: null, setup: null },
  ...set,
});

const failure = (code: string) => ({ code, message: code, remedy: null });

test("failures come first, then servers out of reach, then late files, each the longest first", () => {
  const needs = needsOf([
    sync("late", { lateSince: at(18) }),
    sync("fine", { lastRun: run({}) }),
    sync("away", { looksFailingSince: at(17), lookFailure: failure("source_network") }),
    sync("failed", { lastRun: run({ state: "failed", failure: failure("source_credentials") }) }),
    sync("failed before", {
      lastRun: run({ state: "failed", finishedAt: at(12), failure: failure("file_blocked") }),
    }),
  ]);
  expect(needs.map((need) => `${need.sync.id}: ${need.kind}`)).toEqual([
    "failed before: failed",
    "failed: failed",
    "away: unreachable",
    "late: late",
  ]);
});

test("a file that is waited for needs nobody before it is late; a pending plan does", () => {
  const waiting = run({ state: "failed", failure: failure("file_waiting") });
  expect(needsSomeone(sync("a", { lastRun: waiting }))).toBe(false);
  expect(needsSomeone(sync("a", { lastRun: waiting, lateSince: at(1) }))).toBe(true);
  expect(needsSomeone(sync("a", { heldRunId: "r" }))).toBe(true);
});

test("row errors come last, with how many rows they are of, and need somebody", () => {
  const rows = [{ syncId: "a", count: 4, since: at(12) }];
  const syncs = [sync("a", {}), sync("late", { lateSince: at(18) }), sync("fine", {})];
  expect(needsOf(syncs, rows).map(({ kind, errors, since }) => [kind, errors, since])).toEqual([
    ["late", undefined, at(18)],
    ["row_errors", 4, at(12)],
  ]);
  expect(syncs.map((one) => needsSomeone(one, rows))).toEqual([true, true, false]);
});

test("a plan is told by what it would do", () => {
  const counts = { created: 12, updated: 0, removed: 3, restored: 0 };
  expect(planText({ counts, isPart: false, isUndo: false })).toBe(
    "12 to create, 3 to remove, pending approval",
  );
  expect(planText({ counts, isPart: true, isUndo: false })).toContain("the others were applied");
});

test("an undo that the next run would take back needs somebody, until the sync is paused or has run again", () => {
  const undo = run({ trigger: "undo", state: "succeeded", finishedAt: at(21) });
  const undone = { lastRun: undo, nextRunAt: at(22) };
  const [need, ...others] = needsOf([sync("a", undone)]);
  expect([need?.kind, need?.since, others]).toEqual(["undone", at(21), []]);
  const quiet: Partial<SyncItem>[] = [
    { ...undone, paused: true },
    { ...undone, nextRunAt: null },
    { ...undone, sourceKind: "upload" },
    { ...undone, lastRun: run({ trigger: "undo", state: "no_change" }) },
    { ...undone, lastRun: run({}) },
  ];
  expect(quiet.filter((each) => needsSomeone(sync("a", each)))).toEqual([]);
});
