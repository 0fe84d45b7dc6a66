import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { readSettingsOf } from "@/lib/model/read-settings";
import { guardValues } from "@/lib/pipeline/guard/form-values";
import { GUARD_DEFAULTS } from "@/lib/pipeline/guard/settings";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { ensureUploadSync } from "@/lib/syncs/ensure-upload-sync";
import { getSync, listSyncs } from "@/lib/syncs/read";
import { type UpdateSyncInput, updateSyncInput } from "@/lib/syncs/schema";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { updateSync, updateSyncMapping } from "@/lib/syncs/update";
import { testDb } from "../support/db";
import { mintField, mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const noon = new Date("2026-05-03T12:00:00Z");
const clock = () => noon;

async function setting() {
  const { ctx } = await mintTenant({ clock });
  const source = await mintRemoteSource(ctx, { name: "HR export" });
  const ws = await mintWorkspace(ctx);
  return { ctx, source, ws };
}

function attachment(remoteSourceId: string) {
  return {
    remoteSourceId,
    path: "exports/users.csv",
    everyHours: 24,
    atTime: "02:00",
    timeZone: "Europe/Helsinki",
    holdFirstRun: true,
  };
}

const GUARDS = { ...GUARD_DEFAULTS, shrunk: false } as const;

/** Limits as the form has them: one that is switched off keeps its numbers. */
const FORM = { guards: guardValues(GUARDS) };

function edit(syncId: string, change: Partial<UpdateSyncInput> = {}): UpdateSyncInput {
  return {
    syncId,
    name: "HR export",
    path: "exports/users.csv",
    everyHours: 24,
    atTime: "02:00",
    timeZone: "Europe/Helsinki",
    adoption: "skip",
    delimiter: ",",
    encoding: "utf-8",
    guards: GUARDS,
    ...change,
  };
}

it("keeps where the rows of both files begin and end, as a new version", async () => {
  const { source, ws } = await setting();
  const { syncId } = await attachRemoteSource(ws, attachment(source.id));
  const users = { headerRow: 4, footerRows: 1 };
  await updateSync(ws, edit(syncId, { users }));
  const { readSettings, mappingVersion } = await getSync(ws, syncId);
  expect(readSettingsOf(readSettings, "users")).toMatchObject(users);
  expect(readSettingsOf(readSettings, "managers")).toMatchObject({ headerRow: 1, footerRows: 0 });
  await updateSync(ws, edit(syncId, { users, managers: { headerRow: 2, footerRows: 0 } }));
  const again = await getSync(ws, syncId);
  expect(readSettingsOf(again.readSettings, "users")).toMatchObject(users);
  expect(readSettingsOf(again.readSettings, "managers")).toMatchObject({ headerRow: 2, footerRows: 0 });
  expect(again.mappingVersion).toBe(mappingVersion + 1);
  await updateSync(ws, edit(syncId));
  expect((await getSync(ws, syncId)).mappingVersion).toBe(again.mappingVersion);
});

describe("attaching a Remote Source", () => {
  it("makes a sync with a 24-digit Sync ID that is due at its hour in its zone", async () => {
    const { source, ws } = await setting();
    const { syncId } = await attachRemoteSource(ws, attachment(source.id));
    expect(syncId).toMatch(/^[0-9a-f]{24}$/);
    const sync = await getSync(ws, syncId);
    expect(sync).toMatchObject({
      name: "HR export",
      sourceKind: "remote",
      path: "exports/users.csv",
      mapping: { columns: {} },
      guardSettings: { firstRun: true },
      nextRunAt: new Date("2026-05-03T23:00:00Z"),
      lastRun: null,
    });
    const [entry] = await sql`select action, target_label from audit_log where target_id = ${syncId}`;
    expect(entry).toMatchObject({ action: "sync.attach", target_label: "HR export" });
  });

  it("does not find the source of another organization", async () => {
    const { ws } = await setting();
    const stranger = await setting();
    await expect(attachRemoteSource(ws, attachment(stranger.source.id))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a path", () => {
  it.each([
    ["exports/", "folder"],
    ["a\nb.csv", "line breaks"],
    ["  ", "Enter the path"],
  ])("that reads %j is refused", (path, words) => {
    const result = updateSyncInput.shape.path.safeParse(path);
    expect(result.error?.issues[0]?.message).toContain(words);
  });

  it.each([
    ["/exports/users.csv", "leading slash"],
    ["../other/users.csv", "home folder"],
  ])("that an SFTP server can't have, such as %j, is refused beside its field", async (path, words) => {
    const { source, ws } = await setting();
    const said = (field: string) => ({
      code: "invalid_input",
      fieldErrors: { [field]: expect.stringContaining(words) },
    });
    const attached = attachRemoteSource(ws, { ...attachment(source.id), path });
    await expect(attached).rejects.toMatchObject(said("path"));
    const { syncId } = await attachRemoteSource(ws, attachment(source.id));
    await expect(updateSync(ws, edit(syncId, { path }))).rejects.toMatchObject(said("path"));
    const managers = updateSync(ws, edit(syncId, { managersPath: path }));
    await expect(managers).rejects.toMatchObject(said("managersPath"));
    expect(await getSync(ws, syncId)).toMatchObject({ path: "exports/users.csv", managersPath: null });
  });
});

describe("changing a sync", () => {
  it("moves the next run with the schedule, and leaves it alone otherwise", async () => {
    const { source, ws } = await setting();
    const { syncId } = await attachRemoteSource(ws, attachment(source.id));
    await updateSync(ws, edit(syncId, { path: "new.csv" }));
    expect(await getSync(ws, syncId)).toMatchObject({
      path: "new.csv",
      nextRunAt: new Date("2026-05-03T23:00:00Z"),
      mappingVersion: 1,
      guardSettings: GUARDS,
    });
    await updateSync(ws, edit(syncId, { everyHours: 6, timeZone: "UTC" }));
    expect((await getSync(ws, syncId)).nextRunAt).toEqual(new Date("2026-05-03T14:00:00Z"));
  });

  it("raises the mapping version when the same bytes could mean something else", async () => {
    const { source, ws } = await setting();
    const { syncId } = await attachRemoteSource(ws, attachment(source.id));
    await updateSync(ws, edit(syncId));
    expect((await getSync(ws, syncId)).mappingVersion).toBe(1);
    await updateSync(ws, edit(syncId, { delimiter: ";" }));
    await updateSync(ws, edit(syncId, { delimiter: ";", adoption: "link" }));
    expect((await getSync(ws, syncId)).mappingVersion).toBe(3);
  });

  it("takes a mapping to the workspace's own fields only, each filled once", async () => {
    const { source, ws } = await setting();
    const other = await setting();
    const { syncId } = await attachRemoteSource(ws, attachment(source.id));
    const field = await mintField(ws, { label: "Role", type: "text" });
    const foreign = await mintField(other.ws, { label: "Role", type: "text" });
    const fill = (fieldId: number) => ({ kind: "field", fieldId, blank: "clear" }) as const;

    const good = {
      columns: { Mail: { kind: "email" }, Job: fill(field.id), Notes: { kind: "ignore" } },
    } as const;
    await updateSyncMapping(ws, { syncId, mapping: good });
    expect(await getSync(ws, syncId)).toMatchObject({ mapping: good, mappingVersion: 2 });

    const twice = { columns: { Job: fill(field.id), Title: fill(field.id) } };
    await expect(updateSyncMapping(ws, { syncId, mapping: twice })).rejects.toMatchObject({
      code: "invalid_input",
    });
    const trespass = { columns: { Job: fill(foreign.id) } };
    await expect(updateSyncMapping(ws, { syncId, mapping: trespass })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await getSync(ws, syncId)).mappingVersion).toBe(2);
  });

  it("has no next run while it is paused, and one again afterwards", async () => {
    const { source, ws } = await setting();
    const { syncId } = await attachRemoteSource(ws, attachment(source.id));
    await setSyncPaused(ws, { syncId, paused: true });
    expect(await getSync(ws, syncId)).toMatchObject({ paused: true, nextRunAt: null });
    await updateSync(ws, edit(syncId, { atTime: "05:00" }));
    expect((await getSync(ws, syncId)).nextRunAt).toBeNull();
    await setSyncPaused(ws, { syncId, paused: false });
    expect((await getSync(ws, syncId)).nextRunAt).toEqual(new Date("2026-05-04T02:00:00Z"));
  });
});

describe("the upload sync", () => {
  it("is one a workspace, however many ask at once, and never scheduled", async () => {
    const { ws } = await setting();
    let asked: Promise<string[]> = Promise.resolve([]);
    // While this stands everyone can look, and nobody can insert: all have looked before the first one inserts.
    await sql.begin(async (tx) => {
      await tx`lock table syncs in share row exclusive mode`;
      asked = Promise.all(Array.from({ length: 4 }, () => ensureUploadSync(ws)));
      await setTimeout(500);
    });
    const ids = await asked;
    expect(new Set(ids).size).toBe(1);
    expect(await listSyncs(ws)).toMatchObject([{ id: ids[0], sourceKind: "upload", nextRunAt: null }]);
  });

  it("can't be paused or given a path", async () => {
    const { ws } = await setting();
    const syncId = await ensureUploadSync(ws);
    await expect(setSyncPaused(ws, { syncId, paused: true })).rejects.toMatchObject({ code: "not_found" });
    await expect(updateSync(ws, edit(syncId))).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the list of syncs", () => {
  it("shows the last run of each, and the one whose plan still waits", async () => {
    const { source, ws } = await setting();
    const sync = await mintSync(ws, { remoteSourceId: source.id, path: "a.csv" });
    for (const [state, at] of [
      ["held", "2026-05-01T02:00:00Z"],
      ["failed", "2026-05-02T02:00:00Z"],
    ] as const) {
      await sql`insert into runs (org_id, workspace_id, sync_id, state, trigger, requested_by_label, created_at)
                values (${ws.orgId}, ${ws.workspaceId}, ${sync.id}, ${state}, 'schedule', 'Schedule', ${at})`;
    }
    const [held] = await sql`select id from runs where sync_id = ${sync.id} and state = 'held'`;
    expect(await listSyncs(ws)).toMatchObject([
      {
        id: sync.id,
        remoteSource: { name: "HR export" },
        heldRunId: held?.id,
        lastRun: { state: "failed", requestedBy: "Schedule" },
      },
    ]);
  });
});

describe("the managers file", () => {
  it("has a path like the other file, but another one; an empty one is none", () => {
    const parse = (managersPath: unknown) =>
      updateSyncInput.safeParse({ ...edit("0".repeat(24), {}), ...FORM, managersPath });
    expect(parse("exports/managers.csv").data?.managersPath).toBe("exports/managers.csv");
    expect(parse("  ").data?.managersPath).toBeNull();
    expect(parse(undefined).data?.managersPath).toBeUndefined();
    expect(parse("exports/users.csv").error?.issues[0]?.path).toEqual(["managersPath"]);
    expect(parse("exports/").success).toBe(false);
  });

  it("is a version of its own, and stays where an edit does not speak of it", async () => {
    const { source, ws } = await setting();
    const { syncId } = await attachRemoteSource(ws, attachment(source.id));
    await updateSync(ws, edit(syncId, { managersPath: "exports/managers.csv" }));
    await updateSync(ws, edit(syncId));
    expect(await getSync(ws, syncId)).toMatchObject({
      managersPath: "exports/managers.csv",
      mappingVersion: 2,
    });
    await updateSync(ws, edit(syncId, { managersPath: null }));
    expect(await getSync(ws, syncId)).toMatchObject({ managersPath: null, mappingVersion: 3 });
    const kept = await sql`select version from mapping_versions where sync_id = ${syncId} order by version`;
    expect(kept.map(({ version }) => version)).toEqual([1, 2, 3]);
  });
});
