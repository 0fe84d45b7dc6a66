import { beforeEach, expect, test } from "vitest";
import { renameEntry } from "@/lib/drops/entries";
import { sealCredentials } from "@/lib/remote-sources/credentials";
import { look, requestLooks } from "@/lib/runs/looks";
import { openRun } from "@/lib/runs/open-run";
import { requestRun } from "@/lib/runs/request-run";
import { queueArrivedSyncs } from "@/lib/runs/schedule";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { testDb } from "../../support/db";
import { type MintedDrop, mintDrop, putFile } from "../../support/drops";
import { testDeps, work } from "../../support/pipeline";
import { mintTenant, mintWorkspace } from "../../support/tenant";
import { people } from "../../support/which-file";

const { sql } = testDb();
const MINUTE = 60_000;

let shiftMs: number;
let ws: Awaited<ReturnType<typeof mintWorkspace>>;
let minted: MintedDrop;

const clock = () => new Date(Date.now() + shiftMs);
const deps = () => ({ ...testDeps(), clock });

beforeEach(async () => {
  shiftMs = 0;
  const { ctx } = await mintTenant();
  ws = await mintWorkspace(ctx);
  minted = await mintDrop(ctx);
  const settings = { place: { username: minted.username }, retentionDays: 14 };
  const sealed = sealCredentials({ orgId: ctx.orgId, id: minted.id, kind: "drop", settings }, {});
  await sql`update remote_sources set credentials_sealed = ${sealed} where id = ${minted.id}`;
});

async function attach(path: string): Promise<string> {
  const input = { remoteSourceId: minted.id, path, everyHours: 24, atTime: "02:00", timeZone: "UTC" };
  const { syncId } = await attachRemoteSource(ws, { ...input, scheduleKind: "arrival", holdFirstRun: false });
  return syncId;
}

/** What the scheduler does each minute. */
async function minute(): Promise<{ queued: number }> {
  shiftMs += MINUTE + 1000;
  await requestLooks(deps());
  const { orgId, workspaceId } = ws;
  for (const row of await sql`select id, look_at from syncs where org_id = ${orgId}`)
    await look({ orgId, workspaceId, syncId: row.id, until: row.look_at.toISOString() }, deps());
  return queueArrivedSyncs(deps());
}

async function finish(syncId: string) {
  const [run] = await sql`select id from runs where sync_id = ${syncId} and state = 'queued'`;
  const ref = { orgId: ws.orgId, workspaceId: ws.workspaceId, syncId, runId: String(run?.id) };
  return work(openRun(ref, testDeps()), ref);
}

test("a file that is placed with us starts one run after a quiet minute, and the same name again the next", async () => {
  const syncId = await attach("users.csv");
  await minute();
  await putFile(minted.drop, "users.csv", people(2));
  await putFile(minted.drop, "else.csv", "x");
  expect(await minute()).toEqual({ queued: 1 });
  expect(await finish(syncId)).toMatchObject({
    state: "succeeded",
    trigger: "arrival",
    counts: { created: 2 },
  });
  for (let minutes = 0; minutes < 5; minutes += 1) expect(await minute()).toEqual({ queued: 0 });
  await putFile(minted.drop, "users.csv", people(3));
  expect(await minute()).toEqual({ queued: 1 });
  expect(await finish(syncId)).toMatchObject({ counts: { created: 1 } });
});

test("a file that is there before the sync is found by its first look, and read once", async () => {
  await putFile(minted.drop, "users.csv", people(2));
  const syncId = await attach("*.csv");
  expect(await minute()).toEqual({ queued: 0 });
  expect(await minute()).toEqual({ queued: 1 });
  expect(await finish(syncId)).toMatchObject({ state: "succeeded", counts: { created: 2 } });
  shiftMs += 3 * 60 * MINUTE;
  expect(await minute()).toEqual({ queued: 0 });
  expect(await minute()).toEqual({ queued: 0 });
});

test("a run that someone starts within the quiet minute reads the file, so that none follows", async () => {
  const syncId = await attach("users.csv");
  await minute();
  await putFile(minted.drop, "users.csv", people(2));
  await requestRun(ws, { syncId, trigger: "manual" });
  expect(await finish(syncId)).toMatchObject({ state: "succeeded", trigger: "manual" });
  expect(await minute()).toEqual({ queued: 0 });
  expect(await minute()).toEqual({ queued: 0 });
});

test("a file that is renamed into place counts from then on", async () => {
  await attach("users.csv");
  await minute();
  await putFile(minted.drop, "users.csv.filepart", people(2));
  expect(await minute()).toEqual({ queued: 0 });
  await renameEntry(minted.drop, "users.csv.filepart", "users.csv", { overwrite: true });
  expect(await minute()).toEqual({ queued: 1 });
});
