import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { valuesOf } from "@/components/syncs/sync-values";
import { syncFile } from "@/lib/runs/sync-file";
import { syncNow } from "@/lib/runs/sync-now";
import { matchFiles } from "@/lib/syncs/match-files";
import { getSync } from "@/lib/syncs/read";
import { updateSyncInput } from "@/lib/syncs/schema";
import { updateSync } from "@/lib/syncs/update";
import { testDb } from "../support/db";
import { type Folder, openFolder, people } from "../support/which-file";

process.env.FILE_WAIT_SECONDS = "0";

let folder: Folder;

beforeAll(() => {
  testDb();
});
afterEach(() => folder.server.stop());

async function matches(path: string, daysOldMax: number | null = null) {
  const sync = await getSync(folder.ctx, folder.syncId);
  const remoteSourceId = sync.remoteSource?.id ?? "";
  const request = { remoteSourceId, path, timeZone: "UTC", daysOldMax };
  return matchFiles(folder.ctx, request, AbortSignal.timeout(10_000));
}

describe("What a pattern matches now", () => {
  test("is shown with the file that a run would take, why, and what else", async () => {
    folder = await openFolder({ path: "x.csv" });
    folder.put("out/a_20260104.csv", people(1));
    folder.put("out/a_20260105.csv", people(2));
    folder.put("out/a_20991231.csv", people(2));
    expect(await matches("out/a_{yyyy}{MM}{dd}.csv", 7)).toEqual({
      kind: "found",
      path: "out/a_20260105.csv",
      modifiedAt: "2026-01-05T04:00:00.000Z",
      sizeBytes: people(2).length,
      why: "The newest date.",
      others: ["a_20260104.csv"],
      othersCount: 1,
      notes: [
        expect.stringMatching(/^out\/a_20260105\.csv is \d+ days old: a run would refuse it\.$/),
        "a_20991231.csv is not taken, because its date is later than tomorrow.",
      ],
    });
    expect(await matches("out/a_2026010?.csv")).toMatchObject({
      path: "out/a_20260105.csv",
      why: "The last one by name of those that were changed last.",
    });
  });

  test("is nothing with what comes near, and nobody is asked about a path without a pattern", async () => {
    folder = await openFolder({ path: "x.csv" });
    folder.put("out/A_20260104.csv", people(1));
    expect(await matches("out/a_{yyyy}{MM}{dd}.csv")).toMatchObject({
      kind: "none",
      message: "File error: No file matches out/a_{yyyy}{MM}{dd}.csv",
      remedy: expect.stringContaining("There is A_20260104.csv in out."),
    });
    await folder.server.stop();
    expect(await matches("out/a.csv")).toBeNull();
    await expect(matches("out/*.csv")).rejects.toMatchObject({ code: "source_network" });
  });
});

describe("Settings of the file", () => {
  test("are saved as the form sends them, listed, and written to the audit log in words", async () => {
    folder = await openFolder({ path: "x.csv" });
    const values = valuesOf(await getSync(folder.ctx, folder.syncId));
    const save = (files: object, path = "a_{yyyy}{MM}{dd}.csv") =>
      updateSync(
        folder.ctx,
        updateSyncInput.parse({ ...values, path, files: { ...values.files, ...files } }),
      );
    await save({
      users: { daysOldMax: "7", marker: ".done", hasChecksum: true, hasRowCount: true },
      pairMinutes: "30",
    });
    expect((await getSync(folder.ctx, folder.syncId)).fileSettings).toEqual({
      users: { daysOldMax: 7, marker: ".done", hasChecksum: true, hasRowCount: true },
      pairMinutes: 30,
    });
    const [entry] = await testDb().sql`
      select detail from audit_log where target_id = ${folder.syncId} and action = 'sync.update'
      order by id desc limit 1`;
    expect(entry?.detail).toMatchObject({
      before: { fileConditions: "none" },
      after: {
        fileConditions:
          "not older than 7 days; with a .done file beside it; with a checksum file beside it; with the number of rows in its last line; both files within 30 minutes",
      },
    });
    await save({ users: { daysOldMax: "" }, pairMinutes: "" });
    expect((await getSync(folder.ctx, folder.syncId)).fileSettings).toEqual({
      users: { marker: ".done", hasChecksum: true, hasRowCount: true },
    });
  });

  test("that can't be are refused beside their field", () => {
    const parsed = updateSyncInput.safeParse({
      files: { users: { daysOldMax: "x", marker: ".tmp" }, pairMinutes: "0" },
    });
    const paths = parsed.error?.issues.map((issue) => issue.path.join("."));
    expect(paths).toEqual(
      expect.arrayContaining(["files.users.daysOldMax", "files.users.marker", "files.pairMinutes"]),
    );
    const dated = updateSyncInput.safeParse({ path: "a_{MM}{dd}.csv" });
    expect(dated.error?.issues.find((issue) => issue.path[0] === "path")?.message).toMatch(/^Add \{yyyy\}/);
  });
});

describe("One file that a person asks for", () => {
  test("is queued with its name, in the audit log too, and joins no other run", async () => {
    folder = await openFolder({ path: "a_*.csv" });
    const { runId } = await syncFile(folder.ctx, { syncId: folder.syncId, path: "old/a_1.csv" });
    const { sql } = testDb();
    const [run] = await sql`select asked_path as path, trigger from runs where id = ${runId}`;
    expect(run).toEqual({ path: "old/a_1.csv", trigger: "manual" });
    const [entry] =
      await sql`select action, detail->>'file' as file from audit_log where target_id = ${runId}`;
    expect(entry).toEqual({ action: "run.request", file: "old/a_1.csv" });
    await expect(syncNow(folder.ctx, folder.syncId)).rejects.toMatchObject({ code: "conflict" });
    await expect(syncFile(folder.ctx, { syncId: folder.syncId, path: "b.csv" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("can't be outside of what the source has", async () => {
    folder = await openFolder({ path: "a_*.csv" });
    await expect(syncFile(folder.ctx, { syncId: folder.syncId, path: "../b.csv" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
