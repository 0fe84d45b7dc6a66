import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { startUpload } from "@/lib/runs/start-upload";
import { ensureUploadSync } from "@/lib/syncs/ensure-upload-sync";
import { getSync } from "@/lib/syncs/read";
import { getCsvTemplate } from "@/lib/uploads/get-template";
import { findManagersInspection, inspectUpload } from "@/lib/uploads/inspect";
import { mapUploadColumn } from "@/lib/uploads/map-column";
import { receiveUpload } from "@/lib/uploads/receive";
import { applyUploadTemplate, saveUploadMapping } from "@/lib/uploads/save-mapping";
import { linesOf } from "../support/csv";
import { testDb } from "../support/db";
import { mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const EMPLOYEES = "UID,First name,Last name,Email address,Job title,Team(s)\n1,A,One,a@x.com,Lead,Sales\n";

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

async function upload(ws: WorkspaceCtx, text: string): Promise<string> {
  async function* bytes() {
    yield Buffer.from(text);
  }
  const parcel = { fileName: "people.csv", sizeBytes: Buffer.byteLength(text), bytes: bytes() };
  return (await receiveUpload(ws, parcel)).uploadId;
}

test("a header of employees is offered its template; taken, nothing is missing and a second file is asked for", async () => {
  const ws = await workspace();
  const uploadId = await upload(ws, EMPLOYEES);
  expect(await inspectUpload(ws, { uploadId })).toMatchObject({
    template: "employees",
    missing: ["ID", "Email", "Mobile"],
    hasManagers: false,
  });
  await applyUploadTemplate(ws, { template: "employees" });
  const found = await inspectUpload(ws, { uploadId });
  expect(found).toMatchObject({ template: null, missing: [], hasManagers: true });
  const job = found.columns.find(({ header }) => header === "Job title");
  expect(job).toMatchObject({ how: "unknown", guess: { type: "text" } });
});

test("the managers file is looked into like the first, by the mapping of its sync", async () => {
  const ws = await workspace();
  await applyUploadTemplate(ws, { template: "employees" });
  const good = await findManagersInspection(ws, { uploadId: await upload(ws, "UID;Team(s)\n1;Sales\n") });
  expect(good).toMatchObject({
    delimiter: ";",
    missing: [],
    columns: [{ fills: "ID" }, { fills: "Team(s)", samples: ["Sales"] }],
  });
  const odd = await findManagersInspection(ws, { uploadId: await upload(ws, "UID,Teams\n1,Sales\n") });
  expect(odd).toMatchObject({ missing: ["Team(s)"], columns: [{}, { near: { label: "Team(s)" } }] });
  const gone = { uploadId: crypto.randomUUID() };
  expect(await findManagersInspection(ws, gone)).toBeNull();
});

test("both files belong to one run, each read the way the person was shown", async () => {
  const ws = await workspace();
  const uploadId = await upload(ws, EMPLOYEES);
  const managers = await upload(ws, "UID;Team(s)\n1;Sales\n");
  const { runId } = await startUpload(ws, {
    ...{ uploadId, mode: "complete", encoding: "utf-8", delimiter: "," },
    managers: { uploadId: managers, encoding: "utf-8", delimiter: ";" },
  });
  const [run] = await sql`select upload_id, managers_upload_id from runs where id = ${runId}`;
  expect(run).toEqual({ upload_id: uploadId, managers_upload_id: managers });
  const [read] = await sql`select read_settings from uploads where id = ${managers}`;
  expect(read?.read_settings).toEqual({ encoding: "utf-8", delimiter: ";", headerRow: 1, footerRows: 0 });
});

test("one upload is not both files, and another workspace's is not found", async () => {
  const ws = await workspace();
  const uploadId = await upload(ws, EMPLOYEES);
  const foreign = await upload(await workspace(), "UID,Team(s)\n1,Sales\n");
  const reading = { encoding: "utf-8", delimiter: "," } as const;
  const start = (second: string) =>
    startUpload(ws, { uploadId, mode: "complete", ...reading, managers: { uploadId: second, ...reading } });
  await expect(start(uploadId)).rejects.toMatchObject({ code: "invalid_input" });
  await expect(start(foreign)).rejects.toMatchObject({ code: "not_found" });
  expect(await sql`select id from runs where workspace_id = ${ws.workspaceId}`).toEqual([]);
});

test("a mapping saved on the upload page is a version of the upload sync", async () => {
  const ws = await workspace();
  const mapping = { columns: { Mail: { kind: "email" } } } as const;
  expect(await saveUploadMapping(ws, { mapping })).toEqual({ version: 2, changed: true });
  expect(await saveUploadMapping(ws, { mapping })).toEqual({ version: 2, changed: false });
  expect((await getSync(ws, await ensureUploadSync(ws))).mapping).toEqual(mapping);
});

test("a column taken for something lets go of the column of an earlier file that filled it", async () => {
  const ws = await workspace();
  await mapUploadColumn(ws, { header: "Mail", target: { kind: "email" } });
  await mapUploadColumn(ws, { header: "E-mail address", target: { kind: "email" } });
  const { mapping } = await getSync(ws, await ensureUploadSync(ws));
  expect(mapping.columns).toEqual({ "E-mail address": { kind: "email" } });
});

test("the template of a sync has the headers of its mapping, and a second file for managers", async () => {
  const ws = await workspace();
  await applyUploadTemplate(ws, { template: "employees" });
  const syncId = await ensureUploadSync(ws);
  const header = async (wanted: Parameters<typeof getCsvTemplate>[1]) =>
    (await linesOf(Buffer.from((await getCsvTemplate(ws, wanted)).text)))[0];
  const names = ["UID", "Email address", "First name", "Last name"];
  expect(await header({ syncId, file: "users" })).toEqual([...names, "Team(s)"]);
  expect(await header({ template: "employees", file: "users" })).toEqual([...names, "Job title", "Team(s)"]);
  expect(await header({ syncId, file: "managers" })).toEqual(["UID", "Team(s)"]);
  expect(await header({ file: "users" })).toEqual([...names, "Team(s)"]);
  const standard = ["ID", "Email", "First name", "Last name", "Mobile"];
  expect(await header({ template: "standard", file: "users" })).toEqual(standard);
});
