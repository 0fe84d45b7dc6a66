import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { ensureUploadSync } from "@/lib/syncs/ensure-upload-sync";
import { getSync } from "@/lib/syncs/read";
import { updateSyncMapping } from "@/lib/syncs/update";
import { getMappingVersion, listMappingVersions } from "@/lib/syncs/versions/read";
import { restoreMapping } from "@/lib/syncs/versions/write";
import { mapUploadColumn } from "@/lib/uploads/map-column";
import { testDb } from "../support/db";
import { mintField, mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

const rowsOf = async (syncId: string) =>
  (
    await sql`select version, mapping, created_by from mapping_versions where sync_id = ${syncId} order by version`
  ).map((row) => ({ version: row.version, mapping: row.mapping, by: row.created_by }));
const versionOf = async (ws: WorkspaceCtx, syncId: string) => (await getSync(ws, syncId)).mappingVersion;
const mail: Mapping = { columns: { Mail: { kind: "email" } } };

test("a sync begins with version 1, attached or of uploads", async () => {
  const ws = await workspace();
  const source = await mintRemoteSource(ws);
  const { syncId } = await attachRemoteSource(ws, {
    ...{ remoteSourceId: source.id, path: "a.csv", managersPath: "managers.csv", holdFirstRun: true },
    ...{ everyHours: 24, atTime: "02:00", timeZone: "UTC" },
  });
  const first = { version: 1, mapping: { columns: {} }, by: ws.actor.label };
  expect(await rowsOf(syncId)).toEqual([first]);
  expect(await rowsOf(await ensureUploadSync(ws))).toEqual([first]);
  expect((await getSync(ws, syncId)).managersPath).toBe("managers.csv");
});

test("each change is a version, and a sync older than its versions keeps what it had", async () => {
  const ws = await workspace();
  const { id: syncId } = await mintSync(ws);
  expect(await updateSyncMapping(ws, { syncId, mapping: mail })).toEqual({ version: 2, changed: true });
  expect(await rowsOf(syncId)).toEqual([
    { version: 1, mapping: { columns: {} }, by: "" },
    { version: 2, mapping: mail, by: ws.actor.label },
  ]);
  expect(await getSync(ws, syncId)).toMatchObject({ mapping: mail, mappingVersion: 2 });
  expect(await listMappingVersions(ws, syncId)).toMatchObject([
    { version: 2, changed: ["Mail"] },
    { version: 1, changed: null },
  ]);
});

test("an equal mapping writes nothing, however it is written down", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Team", type: "text" });
  const { id: syncId } = await mintSync(ws);
  const mapping: Mapping = {
    columns: { Mail: { kind: "email" }, Crew: { kind: "field", fieldId: field.id, blank: "clear" } },
  };
  await updateSyncMapping(ws, { syncId, mapping });
  const [before] = await sql`select xmin, * from syncs where id = ${syncId}`;
  const [log] = await sql`select count(*)::int as n from audit_log where org_id = ${ws.orgId}`;
  const again: Mapping = {
    without: [],
    columns: {
      Crew: { kind: "field", unknown: "warn", aliases: {}, blank: "clear", fieldId: field.id },
      Mail: { kind: "email" },
    },
  };
  expect(await updateSyncMapping(ws, { syncId, mapping: again })).toEqual({ version: 2, changed: false });
  expect((await sql`select xmin, * from syncs where id = ${syncId}`)[0]).toEqual(before);
  expect((await sql`select count(*)::int as n from audit_log where org_id = ${ws.orgId}`)[0]).toEqual(log);
  expect(await rowsOf(syncId)).toHaveLength(2);
});

test("writers at once make one version each, and none is lost", async () => {
  const ws = await workspace();
  const syncId = await ensureUploadSync(ws);
  const headers = ["A", "B", "C", "D", "E", "F"];
  await Promise.all(headers.map((header) => mapUploadColumn(ws, { header, target: { kind: "ignore" } })));
  const { mapping, mappingVersion } = await getSync(ws, syncId);
  expect(Object.keys(mapping.columns).sort()).toEqual(headers);
  expect(mappingVersion).toBe(7);
  const rows = await rowsOf(syncId);
  expect(rows.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(rows.map((row) => Object.keys(row.mapping.columns).length)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("who saved over a version they had not seen is told, and nothing is written", async () => {
  const ws = await workspace();
  const { id: syncId } = await mintSync(ws);
  await updateSyncMapping(ws, { syncId, mapping: mail, basedOn: 1 });
  const late = { columns: { Mail: { kind: "ignore" } } } as const;
  const again = updateSyncMapping(ws, { syncId, mapping: late, basedOn: 1 });
  await expect(again).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("version 2"),
  });
  expect((await getSync(ws, syncId)).mapping).toEqual(mail);
  await updateSyncMapping(ws, { syncId, mapping: late, basedOn: 2 });
  expect(await versionOf(ws, syncId)).toBe(3);
});

test("restoring an old version makes a new one, without fields that are gone", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Team", type: "text" });
  const { id: syncId } = await mintSync(ws);
  const mapping: Mapping = {
    columns: { ...mail.columns, Crew: { kind: "field", fieldId: field.id, blank: "keep" } },
  };
  await updateSyncMapping(ws, { syncId, mapping });
  await updateSyncMapping(ws, { syncId, mapping: { columns: {} } });
  await sql`delete from profile_fields where id = ${field.id}`;
  expect(await restoreMapping(ws, { syncId, version: 2 })).toEqual({ version: 4, changed: true });
  expect((await getSync(ws, syncId)).mapping).toEqual(mail);
  expect((await getMappingVersion(ws, { syncId, version: 2 })).mapping).toEqual(mapping);
  await expect(restoreMapping(ws, { syncId, version: 9 })).rejects.toMatchObject({ code: "not_found" });
});

test.each<[string, Mapping]>([
  ["two columns fill the same", { columns: { A: { kind: "id" }, B: { kind: "id" } } }],
  [
    "two columns of the managers file do",
    { columns: {}, managers: { columns: { A: { kind: "id" }, B: { kind: "id" } } } },
  ],
  [
    "a column fills what the file is said not to have",
    { columns: { Cell: { kind: "mobile" } }, without: ["mobile"] },
  ],
])("a mapping is refused when %s", async (_, mapping) => {
  const ws = await workspace();
  const { id: syncId } = await mintSync(ws);
  await expect(updateSyncMapping(ws, { syncId, mapping })).rejects.toMatchObject({ code: "invalid_input" });
  expect(await versionOf(ws, syncId)).toBe(1);
});

test("a date format that is none is refused by the name of its column", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Born", type: "date" });
  const { id: syncId } = await mintSync(ws);
  const columns = { DOB: { kind: "field", fieldId: field.id, blank: "clear", dateFormat: "n'" } } as const;
  await expect(updateSyncMapping(ws, { syncId, mapping: { columns } })).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining('"DOB"'),
  });
});

test("decimals and thousands of one sign are refused by the name of their column", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "FTE", type: "number" });
  const { id: syncId } = await mintSync(ws);
  const fte = { kind: "field", fieldId: field.id, blank: "clear", thousands: "." } as const;
  await expect(updateSyncMapping(ws, { syncId, mapping: { columns: { FTE: fte } } })).rejects.toMatchObject({
    code: "invalid_input",
    message: 'The column "FTE" uses the same separator for decimals and for thousands.',
  });
  const columns = {
    FTE: { ...fte, decimal: "," as const },
    "Last name": { kind: "last_name" as const, blankWords: ["NULL"] },
  };
  await updateSyncMapping(ws, { syncId, mapping: { columns } });
  expect(await versionOf(ws, syncId)).toBe(2);
});
