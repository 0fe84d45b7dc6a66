import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { listChanges } from "@/lib/runs/read-plan";
import { requestRun } from "@/lib/runs/request-run";
import { getRunRow, type RunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, queueFile, runFile, work } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

const ref = (runId: string) => ({ orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId });

/** A plan that waits for a person. */
async function preview(...rows: string[]): Promise<RunRow> {
  return work(ctx, await queueFile(ctx, syncId, csv(...rows), { intent: "preview" }));
}

/** Applies the lines of a plan that are about these IDs, and nothing else. */
async function applyTicked(run: RunRow, ...csvIds: string[]): Promise<RunRow> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "" }, null);
  const changeIds = changes.filter(({ csvId }) => csvIds.includes(csvId)).map(({ id }) => id);
  await approveRun(ctx, { runId: run.id, what: "ticked", changeIds });
  return work(ctx, ref(run.id));
}

async function standings(run: RunRow): Promise<Record<string, string>> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "" }, null);
  return Object.fromEntries(changes.map(({ csvId, status }) => [csvId, status]));
}

describe("ticked people", () => {
  test("only they are applied, and the rest is told to be left out", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,A,,", "2,b@x.io,B,,", "3,c@x.io,C,,"));
    const run = await preview("1,a@x.io,Ann,,", "2,b@x.io,Bob,,", "4,d@x.io,D,,");
    const done = await applyTicked(run, "1", "4");
    expect(done).toMatchObject({
      state: "succeeded_with_issues",
      decision: "ticked",
      counts: { created: 1, updated: 1, removed: 0 },
      notes: ["2 planned changes were left out."],
    });
    expect(await people(ctx)).toEqual(["1|a@x.io|Ann||", "2|b@x.io|B||", "3|c@x.io|C||", "4|d@x.io|D||"]);
    expect(await standings(run)).toEqual({ 1: "planned", 2: "left_out", 3: "left_out", 4: "planned" });
  });

  test("who takes an address that is not freed waits with the one who would free it", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,,,", "2,b@x.io,,,", "3,c@x.io,,,"));
    const run = await preview("1,b@x.io,,,", "2,c@x.io,,,", "4,a@x.io,,,", "5,e@x.io,,,");
    // 1 needs what 2 frees, 2 needs what the removal of 3 frees, 4 needs what 1 frees.
    const done = await applyTicked(run, "1", "2", "4", "5");
    expect(done.counts).toMatchObject({ created: 1, updated: 0, removed: 0 });
    expect(await people(ctx)).toEqual(["1|a@x.io|||", "2|b@x.io|||", "3|c@x.io|||", "5|e@x.io|||"]);
  });

  test("a whole rotation can be ticked, a part of it can't", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,,,", "2,b@x.io,,,", "3,c@x.io,,,"));
    const rotated = ["1,b@x.io,,,", "2,c@x.io,,,", "3,a@x.io,,,"];
    await expect(applyTicked(await preview(...rotated), "1", "2")).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await people(ctx)).toEqual(["1|a@x.io|||", "2|b@x.io|||", "3|c@x.io|||"]);
    await applyTicked(await preview(...rotated), "1", "2", "3");
    expect(await people(ctx)).toEqual(["1|b@x.io|||", "2|c@x.io|||", "3|a@x.io|||"]);
  });

  test("a refused choice leaves the plan waiting as it was", async () => {
    const run = await preview("1,a@x.io,A,,");
    await expect(approveRun(ctx, { runId: run.id, what: "ticked", changeIds: [-1] })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await getRunRow(ctx, run.id)).toMatchObject({ state: "held", decision: null });
    expect(await standings(run)).toEqual({ 1: "planned" });
  });

  test("of removals that were held back, the ticked ones go", async () => {
    syncId = (await mintSync(ctx, { guardSettings: { ...NO_GUARDS, removals: { atLeast: 1, percent: 1 } } }))
      .id;
    await runFile(ctx, syncId, csv("1,a@x.io,A,,", "2,b@x.io,B,,", "3,c@x.io,C,,"));
    const run = await runFile(ctx, syncId, csv("1,a@x.io,Ann,,"));
    expect(run).toMatchObject({ state: "held", counts: { updated: 1, removed: 0 } });
    const done = await applyTicked(run, "3");
    expect(done.counts).toMatchObject({ updated: 1, removed: 1 });
    expect(await people(ctx)).toEqual(["1|a@x.io|Ann||", "2|b@x.io|B||"]);
    expect(await standings(run)).toEqual({ 1: "planned", 2: "left_out", 3: "waiting" });
  });

  test("a part of a file is no measure for the next one", async () => {
    await runFile(ctx, syncId, csv("1,a@x.io,A,,", "2,b@x.io,B,,"));
    const [before] = await testDb().sql`select baseline from syncs where id = ${syncId}`;
    await applyTicked(await preview("1,a@x.io,Ann,,"), "1");
    const [after] = await testDb().sql`select baseline from syncs where id = ${syncId}`;
    expect(after).toEqual(before);
  });
});

describe("a plan that waits", () => {
  test("is replaced by the next one, which can't be approved by the old one's page", async () => {
    const first = await preview("1,a@x.io,A,,");
    const second = await preview("1,a@x.io,B,,");
    expect(await getRunRow(ctx, first.id)).toMatchObject({ state: "superseded" });
    await expect(approveRun(ctx, { runId: first.id, what: "all" })).rejects.toMatchObject({
      code: "conflict",
    });
    await approveRun(ctx, { runId: second.id, what: "all" });
    await work(ctx, ref(second.id));
    expect(await people(ctx)).toEqual(["1|a@x.io|B||"]);
  });

  test("a preview never takes the place of a run in the queue, nor the other way round", async () => {
    const look = await requestRun(ctx, { syncId, trigger: "manual", intent: "preview" });
    const real = await requestRun(ctx, { syncId, trigger: "manual" });
    expect(real).toMatchObject({ merged: false });
    expect(real.runId).not.toBe(look.runId);
    const again = await requestRun(ctx, { syncId, trigger: "manual", intent: "preview" });
    expect(again).toEqual({ runId: look.runId, merged: true });
  });

  test("approving, discarding and asking leave an entry in the audit log", async () => {
    const run = await preview("1,a@x.io,A,,");
    await approveRun(ctx, { runId: run.id, what: "all" });
    await work(ctx, ref(run.id));
    const other = await preview("1,a@x.io,B,,");
    await discardRun(ctx, { runId: other.id });
    const entries = await testDb().sql`select action, detail->>'decision' as decision from audit_log
           where org_id = ${ctx.orgId} and target_kind = 'run' order by id`;
    expect(entries).toEqual([
      { action: "run.approve", decision: "all" },
      { action: "run.discard", decision: "discard" },
    ]);
  });
});
