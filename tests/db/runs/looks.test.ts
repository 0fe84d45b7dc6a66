import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LookRef } from "@/lib/model/run-ref";
import { claimLook } from "@/lib/runs/arrivals.store";
import { lookAtServer } from "@/lib/runs/look-at-server";
import { look, requestLooks } from "@/lib/runs/looks";
import { endLook } from "@/lib/runs/looks.store";
import { openRun, openSystem } from "@/lib/runs/open-run";
import { listSyncConditions } from "@/lib/syncs/conditions";
import { getSync } from "@/lib/syncs/read";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { testDb } from "../../support/db";
import { testDeps, work } from "../../support/pipeline";
import { type Folder, openFolder, people } from "../../support/which-file";

process.env.FILE_WAIT_SECONDS = "0";

const { sql } = testDb();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let folder: Folder;
let shiftMs: number;

const clock = () => new Date(Date.now() + shiftMs);
const deps = () => ({ ...testDeps(), clock });
const modified = (day: number) => new Date(Date.UTC(2026, 0, day, 4));

beforeEach(async () => {
  shiftMs = 0;
  folder = await openFolder({ path: "out/users.csv" });
  await sql`update syncs set schedule_kind = 'arrival', look_at = now() - interval '1 second' where id = ${folder.syncId}`;
});
afterEach(async () => {
  await sql`update syncs set look_at = null`;
  await folder.server.stop();
});

async function refOfLook(): Promise<LookRef> {
  const [row] = await sql`select look_at from syncs where id = ${folder.syncId}`;
  const { orgId, workspaceId } = folder.ctx;
  return { orgId, workspaceId, syncId: folder.syncId, until: row?.look_at.toISOString() };
}

/** The scheduler asks for the look that is due, and the look is done. */
async function lookNow(): Promise<{ found: boolean } | null> {
  const { requested } = await requestLooks(deps());
  return requested === 0 ? null : look(await refOfLook(), deps());
}

async function lookLater(): Promise<{ found: boolean } | null> {
  shiftMs += 6 * MINUTE;
  return lookNow();
}

/** Works off the run that waits. */
async function finish() {
  const [run] = await sql`select id from runs where sync_id = ${folder.syncId} and state = 'queued'`;
  const { orgId, workspaceId } = folder.ctx;
  const ref = { orgId, workspaceId, syncId: folder.syncId, runId: String(run?.id) };
  return work(openRun(ref, testDeps()), ref);
}

async function runs() {
  return [
    ...(await sql`select trigger, state from runs where sync_id = ${folder.syncId} order by created_at`),
  ];
}

async function row() {
  const [found] = await sql`select * from syncs where id = ${folder.syncId}`;
  return found;
}

describe("A look at a server", () => {
  beforeEach(async () => {
    // The first run connects and keeps the server's key.
    folder.put("out/users.csv", people(2), modified(1));
    expect(await lookNow()).toEqual({ found: true });
    expect(await finish()).toMatchObject({ state: "succeeded", trigger: "arrival" });
  });

  test("starts no run and downloads nothing while the files are those that were read", async () => {
    const { reads } = folder.server;
    for (let times = 0; times < 3; times += 1) expect(await lookLater()).toEqual({ found: false });
    expect(folder.server.reads).toBe(reads);
    expect(await runs()).toHaveLength(1);
  });

  test.each([
    ["of another size", people(3), modified(1)],
    ["written again", people(2), modified(2)],
  ])("starts one run for a file %s", async (_what, text, at) => {
    folder.put("out/users.csv", text, at);
    expect(await lookLater()).toEqual({ found: true });
    expect(await lookLater()).toEqual({ found: false });
    expect(await runs()).toHaveLength(2);
    await finish();
    expect(await lookLater()).toEqual({ found: false });
    expect(await runs()).toHaveLength(2);
  });

  test("starts nothing when the file is gone, and a run when it is back", async () => {
    folder.remove("out/users.csv");
    folder.put("out/other.csv", "", modified(3));
    expect(await lookLater()).toEqual({ found: false });
    expect((await row())?.look_failure).toBeNull();
    folder.put("out/users.csv", people(4), modified(3));
    expect(await lookLater()).toEqual({ found: true });
  });

  test("starts one run for a file that can't be used, not one every few minutes", async () => {
    folder.put("out/users.csv", "not,a,list\n1,2\n", modified(2));
    expect(await lookLater()).toEqual({ found: true });
    expect(await finish()).toMatchObject({ state: "failed" });
    shiftMs += 3 * HOUR;
    expect(await lookLater()).toEqual({ found: false });
    expect(await runs()).toHaveLength(2);
  });

  test("starts a run for the same file again an hour after one that lost the connection", async () => {
    folder.put("out/users.csv", people(3), modified(2));
    expect(await lookLater()).toEqual({ found: true });
    await sql`update runs set state = 'failed', finished_at = ${clock().toISOString()},
      failure = '{"code": "source_network", "message": "x", "remedy": null}'
      where sync_id = ${folder.syncId} and state = 'queued'`;
    expect(await lookLater()).toEqual({ found: false });
    shiftMs += HOUR;
    expect(await lookLater()).toEqual({ found: true });
    expect(await finish()).toMatchObject({ state: "succeeded", counts: { created: 1 } });
  });

  test("is not due before its minutes have passed", async () => {
    expect(await lookLater()).toEqual({ found: false });
    shiftMs += 4 * MINUTE;
    expect(await lookNow()).toBeNull();
    shiftMs += MINUTE + 1000;
    expect(await lookNow()).toEqual({ found: false });
  });

  test("is asked for once at a time, and one that was given up changes nothing", async () => {
    shiftMs += 6 * MINUTE;
    expect(await requestLooks(deps())).toEqual({ requested: 1 });
    const given = await refOfLook();
    expect(await requestLooks(deps())).toEqual({ requested: 0 });
    shiftMs += 16 * MINUTE;
    expect(await requestLooks(deps())).toEqual({ requested: 1 });
    folder.put("out/users.csv", people(3), modified(2));
    expect(await look(given, deps())).toEqual({ found: false });
    expect(await look(await refOfLook(), deps())).toEqual({ found: true });
    expect(await runs()).toHaveLength(2);
  });

  test("looks at nothing while a run of the sync is at work, and after it at what came meanwhile", async () => {
    folder.put("out/users.csv", people(3), modified(2));
    expect(await lookLater()).toEqual({ found: true });
    await sql`update runs set state = 'running', started_at = now() where sync_id = ${folder.syncId} and state = 'queued'`;
    folder.put("out/users.csv", people(4), modified(3));
    expect(await lookLater()).toEqual({ found: false });
    await sql`update runs set state = 'failed', finished_at = now() where sync_id = ${folder.syncId} and state = 'running'`;
    expect(await lookLater()).toEqual({ found: true });
  });

  test("is claimed by one of two schedulers that have both found it due", async () => {
    shiftMs += 6 * MINUTE;
    const claim = () => {
      const ctx = openSystem(folder.ctx, deps());
      const until = new Date(clock().getTime() + 15 * MINUTE);
      return ctx.db.run((tx) => claimLook(tx, ctx, folder.syncId, until));
    };
    expect([await claim(), await claim()]).toEqual([true, false]);
  });

  test("queues one run when it is done twice, as after a crash between its end and its report", async () => {
    folder.put("out/users.csv", people(3), modified(2));
    shiftMs += 6 * MINUTE;
    await requestLooks(deps());
    const ref = await refOfLook();
    const looked = await lookAtServer(folder.ctx, folder.syncId);
    const done = await Promise.all([endLook(folder.ctx, ref, looked), endLook(folder.ctx, ref, looked)]);
    expect(done.filter((runId) => runId !== null)).toHaveLength(1);
    expect(await runs()).toHaveLength(2);
  });

  test("of a paused sync is not asked for, and one under way starts nothing", async () => {
    folder.put("out/users.csv", people(3), modified(2));
    shiftMs += 6 * MINUTE;
    await requestLooks(deps());
    const ref = await refOfLook();
    await setSyncPaused(folder.ctx, { syncId: folder.syncId, paused: true });
    expect(await look(ref, deps())).toEqual({ found: false });
    shiftMs += HOUR;
    expect(await lookNow()).toBeNull();
    await setSyncPaused(folder.ctx, { syncId: folder.syncId, paused: false });
    expect(await lookNow()).toEqual({ found: true });
  });

  test("waits for the marker of a file", async () => {
    await sql`update syncs set file_settings = '{"users": {"marker": ".done"}}' where id = ${folder.syncId}`;
    folder.put("out/users.csv", people(3), modified(2));
    expect(await lookLater()).toEqual({ found: false });
    folder.put("out/users.csv.done", "", modified(1));
    expect(await lookLater()).toEqual({ found: false });
    folder.put("out/users.csv.done", "", modified(2));
    expect(await lookLater()).toEqual({ found: true });
  });

  test("by a pattern starts a run for the newest file only", async () => {
    await sql`update syncs set path = 'out/list_{yyyy}{MM}{dd}.csv' where id = ${folder.syncId}`;
    folder.put("out/list_20260102.csv", people(2), modified(2));
    expect(await lookLater()).toEqual({ found: true });
    await finish();
    folder.put("out/list_20260101.csv", people(3), modified(9));
    expect(await lookLater()).toEqual({ found: false });
    folder.put("out/list_20260103.csv", people(3), modified(3));
    expect(await lookLater()).toEqual({ found: true });
    expect(await finish()).toMatchObject({ source: { path: "out/list_20260103.csv" } });
  });
});

describe("A server that can't be looked at", () => {
  beforeEach(async () => {
    folder.put("out/users.csv", people(2), modified(1));
    await lookNow();
    await finish();
  });

  test("is no failed run: it shows with the sync since when and why, and after a day is a condition", async () => {
    await folder.server.stop();
    expect(await lookLater()).toEqual({ found: false });
    const since = clock();
    const sync = await getSync(folder.ctx, folder.syncId);
    expect(sync.lookFailure).toMatchObject({
      code: "source_network",
      message: expect.stringContaining("Connection error: Error (ECONNREFUSED)"),
    });
    expect(Math.abs((sync.looksFailingSince?.getTime() ?? 0) - since.getTime())).toBeLessThan(5000);
    expect(await runs()).toHaveLength(1);

    shiftMs += 23 * HOUR;
    await lookLater();
    expect(await listSyncConditions(folder.ctx)).toEqual([]);
    shiftMs += HOUR;
    await lookLater();
    await lookLater();
    expect(await listSyncConditions(folder.ctx, { syncId: folder.syncId })).toMatchObject([
      { kind: "unreachable", since: sync.looksFailingSince, clearedAt: null },
    ]);
  });

  test("is well again at the first look that works, which finds what arrived meanwhile", async () => {
    folder.server.policy = "never";
    expect(await lookLater()).toEqual({ found: false });
    expect((await row())?.look_failure).toMatchObject({ code: "source_credentials" });
    // More wrong sign-ins than one an hour would lock the account on many servers.
    expect(await lookLater()).toBeNull();
    shiftMs += 25 * HOUR;
    await lookNow();
    const conditions = () => listSyncConditions(folder.ctx, { syncId: folder.syncId });
    expect(await conditions()).toMatchObject([{ kind: "unreachable", clearedAt: null }]);
    folder.server.policy = "password";
    folder.put("out/users.csv", people(3), modified(2));
    shiftMs += HOUR;
    expect(await lookNow()).toEqual({ found: true });
    expect(await row()).toMatchObject({ look_failure: null, looks_failing_since: null });
    expect(await conditions()).toMatchObject([{ kind: "unreachable", clearedAt: expect.any(Date) }]);
  });
});

test("Before a server's key is kept, a look sends no password to it", async () => {
  expect(await lookNow()).toEqual({ found: true });
  expect(folder.server.secretsSeen).toBe(0);
  expect(await lookLater()).toEqual({ found: false });
  expect(await runs()).toHaveLength(1);
});
