import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import { pendingPlanOf } from "@/lib/runs/pending-plan";
import { tallyPlan } from "@/lib/runs/read-plan";
import { testDb } from "../../support/db";
import { HEADER, people, runFile, told } from "../../support/pipeline";
import { inTeams } from "../../support/teams";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, linesOf } from "../../support/undo";

// Stories of several runs with the guards at their defaults, but for the one that holds the first run.

let ctx: WorkspaceCtx;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
});

const file = (name: string) => readFileSync(new URL(`../../fixtures/runs/${name}.csv`, import.meta.url));
const sync = async (extra: object = {}) =>
  (await mintSync(ctx, { guardSettings: { firstRun: false }, ...extra })).id;

describe("a column that is gone", () => {
  test("holds nothing when it filled nothing", async () => {
    const syncId = await sync();
    await runFile(ctx, syncId, file("unused-column-gone-1"));
    const run = await runFile(ctx, syncId, file("unused-column-gone-2"));
    expect(run).toMatchObject({ state: "succeeded", guards: [] });
    expect(await told(ctx, run.id)).toEqual([]);
    expect(await people(ctx)).toEqual(["1|p1@x.io|A|Z|"]);
  });

  test("holds nothing when the mapping ignores it by now", async () => {
    const { id: fieldId } = await mintField(ctx, { label: "Colour", type: "text" });
    const mapping = { columns: { Junk: { kind: "field", fieldId, blank: "clear" } } };
    const syncId = await sync({ mapping });
    await runFile(ctx, syncId, file("unused-column-gone-1"));
    await testDb()
      .sql`update syncs set mapping = '{"columns": {"Junk": {"kind": "ignore"}}}' where id = ${syncId}`;
    expect(await runFile(ctx, syncId, file("unused-column-gone-2"))).toMatchObject({ state: "succeeded" });
  });

  test.each(["its label", "the mapping"])("holds everything when it filled a field by %s", async (by) => {
    const label = by === "its label" ? "Junk" : "Colour";
    const { id: fieldId } = await mintField(ctx, { label, type: "text" });
    const columns = by === "its label" ? {} : { Junk: { kind: "field", fieldId, blank: "clear" } };
    const syncId = await sync({ mapping: { columns } });
    await runFile(ctx, syncId, file("unused-column-gone-1"));
    const run = await runFile(ctx, syncId, file("unused-column-gone-2"));
    expect(run).toMatchObject({
      state: "held",
      guards: [
        { code: "header_drift", reason: "A column that earlier files had is missing or renamed: Junk." },
      ],
    });
    expect(await people(ctx)).toEqual(["1|p1@x.io|A|A|"]);
  });
});

const EMPLOYEES: Mapping = {
  columns: {
    UID: { kind: "id" },
    "Email address": { kind: "email" },
    "Job title": { kind: "ignore" },
    "Team(s)": { kind: "teams", blank: "clear" },
  },
  without: ["mobile"],
};

describe("a managers file cut from 12 rows to 1", () => {
  const both = (syncId: string, managers: string) =>
    runFile(ctx, syncId, file("managers-cut-employees"), { managers: file(managers).toString() });
  const leaders = async () => (await inTeams(ctx)).filter((line) => !line.endsWith("/ ")).length;

  test("is held, with a reason for each guard; the rest of the plan is applied", async () => {
    const syncId = await sync({ mapping: EMPLOYEES });
    await both(syncId, "managers-cut-1");
    expect(await leaders()).toBe(12);
    const run = await both(syncId, "managers-cut-2");
    expect(run).toMatchObject({ state: "held", counts: { updated: 0, teamLosses: 11 } });
    expect(run.guards).toEqual([
      {
        code: "team_losses",
        holds: "team_losses",
        reason: "11 of 12 users who manage teams would lose a team; the limit is 5.",
      },
      {
        code: "shrunk",
        holds: "all_losses",
        reason: "The managers file has 1 row, the last good one had 12. It may have been cut off.",
      },
    ]);
    expect(await leaders()).toBe(12);
    expect(await approve(ctx, run)).toMatchObject({ state: "succeeded", counts: { updated: 11 } });
    expect(await leaders()).toBe(1);
  });

  test("stays pending the next nights, by its rows alone as well", async () => {
    const guardSettings = { firstRun: false, removals: false } as const;
    const syncId = await sync({ mapping: EMPLOYEES, guardSettings });
    await both(syncId, "managers-cut-1");
    const first = await both(syncId, "managers-cut-2");
    expect([first.state, first.guards.map(({ code }) => code)]).toEqual(["held", ["shrunk"]]);
    for (const night of [2, 3]) {
      const { state, guards, yieldedTo } = await both(syncId, "managers-cut-2");
      expect([night, state, guards.map(({ code }) => code), yieldedTo]).toEqual([
        ...[night, "succeeded_with_issues", ["shrunk"], first.id],
      ]);
    }
    expect(await leaders()).toBe(12);
  });
});

describe("teams that a file takes from many", () => {
  const row = (id: number, team: string, name = "A") => `${id},p${id}@x.io,${name},A,,${team}`;
  const teams = (...rows: string[]) => `${HEADER},Team(s)\n${rows.join("\n")}\n`;
  const range = (count: number) => Array.from({ length: count }, (_, at) => at);
  const start = async () => {
    const syncId = await sync();
    await runFile(ctx, syncId, teams(...range(20).map((id) => row(id, "Sales"))));
    return syncId;
  };
  /** 6 lose their team, 1 changes in nothing but a name, 2 are missing, 1 is new. */
  const cut = teams(
    ...range(6).map((id) => row(id, "")),
    row(6, "Sales", "Bea"),
    ...range(11).map((at) => row(at + 7, "Sales")),
    row(30, "Sales"),
  );
  const inSales = async () => (await inTeams(ctx)).filter((line) => line.includes("Sales")).length;

  test("wait, while removals within their limit and everything else are applied", async () => {
    const run = await runFile(ctx, await start(), cut);
    expect(run).toMatchObject({
      state: "held",
      counts: { created: 1, updated: 1, removed: 2 },
      guards: [{ reason: "6 of 20 users who are in teams would lose a team; the limit is 5." }],
    });
    expect(await inSales()).toBe(19);
    expect(await linesOf(ctx, run)).toContain("update 0: waiting");
    const done = await approve(ctx, run, "creates_and_updates");
    expect(done).toMatchObject({ state: "succeeded_with_issues" });
    expect(await inSales()).toBe(19);
  });

  test("are left out together with removals by 'only creates and updates'", async () => {
    const syncId = await start();
    const preview = await runFile(ctx, syncId, cut, { intent: "preview" });
    const tally = pendingPlanOf(await tallyPlan(ctx, { runId: preview.id }), false);
    expect(tally).toMatchObject({ all: 10, removals: 2, teamLosses: 6, others: 2 });
    const done = await approve(ctx, preview, "creates_and_updates");
    expect(done).toMatchObject({ state: "succeeded_with_issues", counts: { created: 1, updated: 1 } });
    expect(done.notes).toContain("8 planned changes were left out.");
    expect(await inSales()).toBe(21);
  });

  test("a team for another is a loss as well; one more is none", async () => {
    const syncId = await start();
    const moved = range(20).map((id) => row(id, id < 6 ? "Legal" : '"Sales\nLegal"'));
    const run = await runFile(ctx, syncId, teams(...moved), { intent: "preview" });
    expect(run.counts).toMatchObject({ updated: 20, teamLosses: 6 });
  });
});
