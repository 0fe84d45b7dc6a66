import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceIdentity } from "@/lib/model/file";
import { guardValues } from "@/lib/pipeline/guard/form-values";
import { markLateSyncs } from "@/lib/runs/schedule";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { listSyncConditions } from "@/lib/syncs/conditions";
import { detachSync } from "@/lib/syncs/detach";
import { noteFiles } from "@/lib/syncs/note-files";
import { getSync, listSyncs } from "@/lib/syncs/read";
import { attachSourceInput, updateSyncInput } from "@/lib/syncs/schema";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { updateSync } from "@/lib/syncs/update";
import { testDb } from "../../support/db";
import { NO_GUARDS, testDeps } from "../../support/pipeline";
import { mintRemoteSource, mintTenant, mintWorkspace } from "../../support/tenant";
import { type Folder, openFolder, people } from "../../support/which-file";

// Nobody waits in these tests.
process.env.FILE_WAIT_SECONDS = "0";

const { sql } = testDb();

let now: Date;
let ws: Awaited<ReturnType<typeof mintWorkspace>>;
let remoteSourceId: string;

const clock = () => now;
const at = (iso: string) => {
  now = new Date(iso);
};
const tick = () => markLateSyncs({ ...testDeps(), clock });

const SCHEDULE = { everyHours: 24, atTime: "02:00", timeZone: "Europe/Helsinki", holdFirstRun: false };

/** As the form sends it. */
async function attach(values: Record<string, unknown> = {}): Promise<string> {
  const input = attachSourceInput.parse({ ...SCHEDULE, remoteSourceId, path: "users.csv", ...values });
  return (await attachRemoteSource(ws, input)).syncId;
}

async function change(syncId: string, values: Record<string, unknown>): Promise<void> {
  const form = { syncId, name: "HR", path: "users.csv", adoption: "skip", delimiter: ",", encoding: "utf-8" };
  await updateSync(
    ws,
    updateSyncInput.parse({ ...SCHEDULE, ...form, guards: guardValues(NO_GUARDS), ...values }),
  );
}

const file = (sha256: string, modifiedAt: string | null = "2026-11-20T00:00:00.000Z"): SourceIdentity => ({
  path: "users.csv",
  sizeBytes: 1,
  modifiedAt,
  sha256,
});

function reads(syncId: string, users: SourceIdentity, isAsked = false) {
  return noteFiles(ws, syncId, { users, managers: null, isAsked });
}

const lateSince = async (syncId: string) => (await getSync(ws, syncId)).lateSince;

beforeEach(async () => {
  at("2026-11-20T00:00:00Z");
  const { ctx } = await mintTenant({ clock });
  ws = await mintWorkspace(ctx);
  remoteSourceId = (await mintRemoteSource(ctx)).id;
});
afterEach(async () => {
  await sql`update syncs set late_at = null`;
});

describe("a sync", () => {
  test("of every day is late a day and a half after its last new file, and no minute before", async () => {
    const syncId = await attach();
    at("2026-11-20T06:00:00Z");
    await reads(syncId, file("aa"));
    at("2026-11-21T17:59:00Z");
    await tick();
    expect(await lateSince(syncId)).toBeNull();
    at("2026-11-21T18:03:00Z");
    await tick();
    await tick();
    expect(await listSyncs(ws)).toMatchObject([
      {
        lateSince: new Date("2026-11-21T18:00:00Z"),
        lastNewFileAt: new Date("2026-11-20T06:00:00Z"),
      },
    ]);
    expect(await listSyncConditions(ws)).toMatchObject([
      {
        syncId,
        kind: "late",
        since: new Date("2026-11-21T18:00:00Z"),
        raisedAt: new Date("2026-11-21T18:03:00Z"),
        clearedAt: null,
      },
    ]);
  });

  test("waits for its first file from when it was attached", async () => {
    const syncId = await attach();
    at("2026-11-21T12:00:00Z");
    await tick();
    expect(await getSync(ws, syncId)).toMatchObject({
      lateSince: new Date("2026-11-21T12:00:00Z"),
      lastNewFileAt: null,
      rhythmFrom: new Date("2026-11-20T00:00:00Z"),
    });
  });

  test("is late though it runs, when it finds the same file, and no longer with the next new one", async () => {
    const syncId = await attach();
    expect(await reads(syncId, file("aa"))).toEqual({ isNew: true });
    at("2026-11-21T00:00:00Z");
    expect(await reads(syncId, file("aa"))).toEqual({ isNew: false });
    at("2026-11-21T12:00:00Z");
    await tick();
    expect(await lateSince(syncId)).not.toBeNull();
    at("2026-11-21T13:00:00Z");
    expect(await reads(syncId, file("aa"))).toEqual({ isNew: false });
    expect(await lateSince(syncId)).not.toBeNull();
    at("2026-11-21T14:00:00Z");
    expect(await reads(syncId, file("bb"))).toEqual({ isNew: true });
    expect(await getSync(ws, syncId)).toMatchObject({ lateSince: null, lastNewFileAt: now });
    expect(await listSyncConditions(ws)).toMatchObject([{ kind: "late", clearedAt: now }]);
    at("2026-11-23T02:00:00Z");
    await tick();
    expect(await listSyncConditions(ws)).toMatchObject([{ clearedAt: null }, { kind: "late" }]);
  });

  test("takes the same bytes for new when they were written again", async () => {
    const syncId = await attach();
    await reads(syncId, file("aa"));
    at("2026-11-22T00:00:00Z");
    await tick();
    await reads(syncId, file("aa", "2026-11-21T23:00:00.000Z"));
    expect(await lateSince(syncId)).toBeNull();
  });

  test("is as late as before when a person has an older file read", async () => {
    const syncId = await attach();
    await reads(syncId, file("bb", "2026-11-20T00:00:00.000Z"));
    at("2026-11-22T00:00:00Z");
    await tick();
    expect(await reads(syncId, file("aa", "2026-11-01T00:00:00.000Z"), true)).toEqual({ isNew: false });
    expect(await lateSince(syncId)).not.toBeNull();
    await reads(syncId, file("cc", "2026-11-21T00:00:00.000Z"), true);
    expect(await lateSince(syncId)).toBeNull();
  });

  test("of working days does not count the weekend, by the calendar of its zone", async () => {
    // A Friday's file, at 02:00 in Helsinki.
    const syncId = await attach({ scheduleKind: "weekdays" });
    await reads(syncId, file("aa"));
    for (const early of ["2026-11-22T12:00:00Z", "2026-11-23T11:59:00Z"]) {
      at(early);
      await tick();
      expect(await lateSince(syncId)).toBeNull();
    }
    at("2026-11-23T12:00:00Z");
    await tick();
    expect(await lateSince(syncId)).toEqual(new Date("2026-11-23T12:00:00Z"));
  });

  test("without a rhythm is never late", async () => {
    const ids = [
      await attach({ scheduleKind: "never" }),
      await attach({ scheduleKind: "arrival" }),
      await attach({ rhythm: { kind: "none" } }),
    ];
    at("2036-11-23T12:00:00Z");
    await tick();
    for (const syncId of ids) expect(await lateSince(syncId)).toBeNull();
  });

  test("on arrival has the rhythm that someone said", async () => {
    const syncId = await attach({ scheduleKind: "arrival", rhythm: { kind: "days", days: "2" } });
    at("2026-11-23T00:00:00Z");
    await tick();
    expect(await lateSince(syncId)).toEqual(new Date("2026-11-23T00:00:00Z"));
  });

  test("is not late while it is paused, and waits anew from when it resumes", async () => {
    const syncId = await attach();
    at("2026-11-22T00:00:00Z");
    await tick();
    await setSyncPaused(ws, { syncId, paused: true });
    expect(await lateSince(syncId)).toBeNull();
    expect(await listSyncConditions(ws)).toMatchObject([{ clearedAt: now }]);
    at("2026-12-22T00:00:00Z");
    await tick();
    expect(await lateSince(syncId)).toBeNull();
    await setSyncPaused(ws, { syncId, paused: false });
    at("2026-12-23T11:00:00Z");
    await tick();
    expect(await lateSince(syncId)).toBeNull();
    at("2026-12-23T12:00:00Z");
    await tick();
    expect(await lateSince(syncId)).not.toBeNull();
  });

  test("is judged anew when its schedule or its rhythm is changed, from the last new file", async () => {
    const syncId = await attach();
    at("2026-11-22T00:00:00Z");
    await tick();
    await change(syncId, { rhythm: { kind: "week" } });
    expect(await lateSince(syncId)).toBeNull();
    expect(await listSyncConditions(ws)).toMatchObject([{ clearedAt: now }]);
    at("2026-11-30T12:00:00Z");
    await tick();
    expect(await lateSince(syncId)).toEqual(new Date("2026-11-30T12:00:00Z"));
    await change(syncId, { scheduleKind: "hours", everyHours: 6, rhythm: { kind: "schedule" } });
    expect(await lateSince(syncId)).not.toBeNull();
    expect((await getSync(ws, syncId)).schedule).toMatchObject({ kind: "hours", everyHours: 6 });
    await change(syncId, { scheduleKind: "weekly", weekdays: ["3", "1"], rhythm: { kind: "schedule" } });
    expect((await getSync(ws, syncId)).schedule).toMatchObject({ kind: "weekly", weekdays: [1, 3] });
  });

  test("that was detached is late no longer", async () => {
    const syncId = await attach();
    at("2026-11-22T00:00:00Z");
    await tick();
    await detachSync(ws, { syncId, users: "keep" });
    expect(await listSyncConditions(ws)).toMatchObject([{ kind: "late", clearedAt: now }]);
    const [row] = await sql`select late_since, late_at from syncs where id = ${syncId}`;
    expect(row).toEqual({ late_since: null, late_at: null });
  });
});

test("Two schedulers at once raise it once", async () => {
  await attach();
  at("2026-11-22T00:00:00Z");
  await Promise.all([tick(), tick(), tick()]);
  expect(await listSyncConditions(ws)).toHaveLength(1);
});

describe("a run", () => {
  let folder: Folder;
  afterEach(() => folder.server.stop());

  test("notes what it fetched: a new file, the same again, and nothing", async () => {
    folder = await openFolder({ path: "users.csv" });
    const noted = async () => {
      const [row] = await sql`
        select last_new_file_at, late_since, arrived_at, last_file -> 'users' ->> 'sizeBytes' as size
          from syncs where id = ${folder.syncId}`;
      return row;
    };
    folder.put("users.csv", people(2));
    await sql`update syncs set late_since = now(), arrived_at = now() where id = ${folder.syncId}`;
    expect(await folder.run()).toMatchObject({ state: "succeeded" });
    const first = await noted();
    expect(first).toMatchObject({ late_since: null, arrived_at: null, size: String(people(2).length) });
    expect(await folder.run()).toMatchObject({ state: "no_change" });
    expect(await noted()).toEqual(first);
    await sql`update syncs set path = 'nothing.csv' where id = ${folder.syncId}`;
    expect(await folder.run()).toMatchObject({ state: "failed" });
    expect(await noted()).toEqual(first);
    await sql`update syncs set path = 'users.csv' where id = ${folder.syncId}`;
    folder.put("users.csv", people(3));
    await folder.run();
    expect((await noted())?.last_new_file_at.getTime()).toBeGreaterThan(first?.last_new_file_at.getTime());
  });
});
