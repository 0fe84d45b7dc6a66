import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { getSync } from "@/lib/syncs/read";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { confirmSetupStep } from "@/lib/syncs/setup/confirm";
import { findSetup, findWorkspaceSetup, listSetups } from "@/lib/syncs/setup/read";
import { testDb } from "../../support/db";
import { csv, queueFile, work } from "../../support/pipeline";
import { mintRemoteSource, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

const SCHEDULE = { everyHours: 24, atTime: "02:00", timeZone: "Europe/Helsinki", holdFirstRun: true };
const FILE = csv("1,ann@x.com,Ann,Ek,", "2,bob@x.com,Bob,Dal,");

async function attached(inSteps = true) {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  const source = await mintRemoteSource(ctx);
  const input = { ...SCHEDULE, remoteSourceId: source.id, path: "users.csv", inSteps };
  return { ctx, ws, ...(await attachRemoteSource(ws, input)) };
}

async function plan(ws: WorkspaceCtx, syncId: string) {
  return work(ws, await queueFile(ws, syncId, FILE, { intent: "preview" }));
}

const nextOf = async (ws: WorkspaceCtx, syncId: string) => (await findSetup(ws, syncId))?.progress.next;

test("a sync that is set up in steps does not run before a plan of it is approved", async () => {
  const { ws, syncId } = await attached();
  expect(await getSync(ws, syncId)).toMatchObject({
    paused: true,
    setup: { confirmed: [] },
    nextRunAt: null,
  });
  const late = await sql`select late_at, rhythm_from from syncs where id = ${syncId}`;
  expect(late[0]).toEqual({ late_at: null, rhythm_from: null });
  const run = await plan(ws, syncId);
  expect(run.state).toBe("held");
  expect(await getSync(ws, syncId)).toMatchObject({ paused: true });
  await approveRun(ws, { runId: run.id, what: "all" });
  const on = await getSync(ws, syncId);
  expect(on).toMatchObject({ paused: false, setup: null });
  expect(on.nextRunAt).not.toBeNull();
  const audit = await sql`select action from audit_log where target_id = ${syncId} order by id`;
  expect(audit.map(({ action }) => action)).toContain("sync.turn_on");
});

test("a plan that is discarded leaves it as far as it was", async () => {
  const { ws, syncId } = await attached();
  await confirmSetupStep(ws, { syncId, step: "fields" });
  const run = await plan(ws, syncId);
  await discardRun(ws, { runId: run.id });
  expect(await getSync(ws, syncId)).toMatchObject({ paused: true, setup: { confirmed: ["fields"] } });
  expect(await findSetup(ws, syncId)).toMatchObject({ plan: "none", isSettingUp: true });
});

test("an approval that fails turns nothing on", async () => {
  const { ws, syncId } = await attached();
  const run = await plan(ws, syncId);
  const stale = approveRun(ws, { runId: run.id, what: "all", revision: run.planRevision + 1 });
  await expect(stale).rejects.toMatchObject({ code: "conflict" });
  expect(await getSync(ws, syncId)).toMatchObject({ paused: true, setup: { confirmed: [] } });
});

test("a sync that is not being set up stays paused when a plan of it is approved", async () => {
  const { ws, syncId } = await attached(false);
  await setSyncPaused(ws, { syncId, paused: true });
  const run = await plan(ws, syncId);
  await approveRun(ws, { runId: run.id, what: "all" });
  expect(await getSync(ws, syncId)).toMatchObject({ paused: true, setup: null });
});

test("steps are kept in their order, once each, and can be confirmed in any", async () => {
  const { ws, syncId } = await attached();
  for (const step of ["limits", "fields", "limits", "schedule"] as const)
    await confirmSetupStep(ws, { syncId, step });
  expect((await getSync(ws, syncId)).setup).toEqual({ confirmed: ["fields", "schedule", "limits"] });
  await setSyncPaused(ws, { syncId, paused: false });
  await confirmSetupStep(ws, { syncId, step: "fields" });
  expect((await getSync(ws, syncId)).setup).toBeNull();
});

test("what is shown follows the sync: read, planned, approved, on", async () => {
  const { ctx, ws, syncId } = await attached();
  expect((await listSetups(ctx)).map(({ id }) => id)).toEqual([syncId]);
  expect(await nextOf(ws, syncId)).toBe("source");
  const ref = await queueFile(ws, syncId, FILE, { intent: "preview" });
  expect(await findSetup(ws, syncId)).toMatchObject({ plan: "running", runId: ref.runId });
  await work(ws, ref);
  expect(await findSetup(ws, syncId)).toMatchObject({ plan: "pending", progress: { next: "fields" } });
  await approveRun(ws, { runId: ref.runId, what: "all" });
  expect(await findSetup(ws, syncId)).toMatchObject({ plan: "applying", progress: { next: "plan" } });
  await work(ws, ref);
  expect(await findSetup(ws, syncId)).toMatchObject({ plan: "applied", progress: { next: null } });
  expect(await listSetups(ctx)).toEqual([]);
});

test("a workspace says how to begin while it has neither a sync nor a user", async () => {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  expect(await findWorkspaceSetup(ws)).toEqual({ begin: { sourceId: null } });
  const source = await mintRemoteSource(ctx);
  expect(await findWorkspaceSetup(ws)).toEqual({ begin: { sourceId: source.id } });
  const { syncId } = await attachRemoteSource(ws, {
    ...{ ...SCHEDULE, inSteps: true },
    ...{ remoteSourceId: source.id, path: "users.csv" },
  });
  expect(await findWorkspaceSetup(ws)).toMatchObject({ syncs: [{ id: syncId, isSettingUp: true }] });
  await setSyncPaused(ws, { syncId, paused: false });
  expect(await findWorkspaceSetup(ws)).toBeNull();
});
