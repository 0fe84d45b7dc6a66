import { addDays } from "date-fns";
import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { GuardLimits } from "@/lib/pipeline/guard/settings";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { expirePlans } from "@/lib/runs/expire-plans";
import { listPending } from "@/lib/runs/read";
import { insertQueued } from "@/lib/runs/requests.store";
import { getRunRow } from "@/lib/runs/store";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, runFile, testDeps } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { linesOf } from "../../support/undo";

let ctx: WorkspaceCtx;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
});

const sync = async (guardSettings: Partial<GuardLimits>) => (await mintSync(ctx, { guardSettings })).id;
const FILE = csv("1,a@x.io,A,B,");
const later = (days: number) => ({ ...testDeps(), clock: () => addDays(new Date(), days) });
const daysLeft = ({ expiresAt }: { expiresAt: Date | null }) =>
  Math.round(((expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000);

describe("a plan that nobody decides about", () => {
  test.each([
    ["7 days, if the sync says nothing", {}, 7],
    ["as long as the sync says", { expiryDays: 3 }, 3],
  ])("waits %s, and then ends with its own text", async (_, settings, days) => {
    const held = await runFile(ctx, await sync(settings), FILE);
    expect(held.state).toBe("held");
    expect(daysLeft(held)).toBe(days);
    await expirePlans(later(days - 1));
    expect(await getRunRow(ctx, held.id)).toMatchObject({ state: "held" });
    await expirePlans(later(days + 1));
    const run = await getRunRow(ctx, held.id);
    expect(run).toMatchObject({ state: "cancelled", decision: "expired", decidedBy: "Schedule" });
    expect(run.finishedAt).not.toBeNull();
    expect(await linesOf(ctx, run)).toEqual(["create 1: left_out"]);
    await expect(approveRun(ctx, { runId: held.id, what: "all" })).rejects.toMatchObject({
      code: "conflict",
      message: "This plan has expired and can no longer be applied.",
    });
    expect(await people(ctx)).toEqual([]);
  });

  test("can't be applied after its time, even while no sweep has ended it; it can be discarded", async () => {
    const held = await runFile(ctx, await sync({}), FILE);
    await testDb().sql`update runs set expires_at = now() - interval '1 second' where id = ${held.id}`;
    for (const what of ["all", "creates_and_updates"] as const)
      await expect(approveRun(ctx, { runId: held.id, what })).rejects.toThrow("This plan has expired");
    await discardRun(ctx, { runId: held.id });
    expect(await getRunRow(ctx, held.id)).toMatchObject({ state: "cancelled", decision: "discard" });
  });

  test("keeps what was applied of it, and says that the rest has expired", async () => {
    const id = await sync({ ...NO_GUARDS, removals: { atLeast: 0, percent: 1 } });
    await runFile(ctx, id, csv("1,a@x.io,A,B,", "2,b@x.io,A,B,"));
    const held = await runFile(ctx, id, csv("1,a@x.io,Z,B,"));
    expect(held).toMatchObject({ state: "held", counts: { updated: 1 } });
    expect(daysLeft(held)).toBe(7);
    await expirePlans(later(8));
    expect(await getRunRow(ctx, held.id)).toMatchObject({
      state: "succeeded_with_issues",
      decision: "expired",
    });
    expect(await people(ctx)).toEqual(["1|a@x.io|Z|B|", "2|b@x.io|A|B|"]);
  });

  test("is told in the whole workspace while it is pending, and from two days before that it expires", async () => {
    const held = await runFile(ctx, await sync({}), FILE);
    expect(await listPending(ctx)).toMatchObject([{ id: held.id, sync: "Employees", isExpiring: false }]);
    await testDb().sql`update runs set expires_at = now() + interval '47 hours' where id = ${held.id}`;
    expect(await listPending(ctx)).toMatchObject([{ id: held.id, isExpiring: true }]);
    await discardRun(ctx, { runId: held.id });
    expect(await listPending(ctx)).toEqual([]);
  });
});

describe("a pause", () => {
  const queued = async (trigger: "schedule" | "manual") => {
    const source = await mintRemoteSource(ctx);
    const { id: syncId } = await mintSync(ctx, { remoteSourceId: source.id, path: "people.csv" });
    const runId = await ctx.db.run((tx) =>
      insertQueued(tx, ctx, {
        ...{ syncId, trigger, mode: "complete", intent: "apply", uploadId: null, undoes: null },
        ...{ requestedBy: null, requestedByLabel: "test" },
      }),
    );
    return { syncId, runId: runId ?? "" };
  };

  test("cancels a run that the schedule has queued, and says so", async () => {
    const { syncId, runId } = await queued("schedule");
    await setSyncPaused(ctx, { syncId, paused: true });
    expect(await getRunRow(ctx, runId)).toMatchObject({
      state: "cancelled",
      notes: ["The sync was paused before this run began."],
    });
  });

  test("leaves a run that a person asked for, and a plan that a person approved", async () => {
    const asked = await queued("manual");
    await setSyncPaused(ctx, { syncId: asked.syncId, paused: true });
    expect(await getRunRow(ctx, asked.runId)).toMatchObject({ state: "queued" });
    const approved = await queued("schedule");
    await testDb().sql`update runs set decision = 'all', phase = 'applying' where id = ${approved.runId}`;
    await setSyncPaused(ctx, { syncId: approved.syncId, paused: true });
    expect(await getRunRow(ctx, approved.runId)).toMatchObject({ state: "queued" });
  });
});
