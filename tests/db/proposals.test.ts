import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { FieldGuess } from "@/lib/field-kinds/guess";
import { hasOptions } from "@/lib/field-kinds/registry";
import { createField } from "@/lib/fields/create";
import { listFields } from "@/lib/fields/read";
import { EMPLOYEES, writeSampleFiles } from "@/lib/runtime/demo/sample-files";
import { uploadKey } from "@/lib/spool/keys";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { madeFieldTarget } from "@/lib/syncs/propose/field-target";
import { getSync } from "@/lib/syncs/read";
import { updateSyncMapping } from "@/lib/syncs/update";
import { inspectUpload } from "@/lib/uploads/inspect";
import { mapUploadColumn } from "@/lib/uploads/map-column";
import { receiveUpload } from "@/lib/uploads/receive";
import { testDb } from "../support/db";
import { csv, NO_GUARDS, runFile, told } from "../support/pipeline";
import { putSpooled } from "../support/spool";
import { mintSync, mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  return mintWorkspace((await mintTenant()).ctx);
}

async function employees(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "samples-"));
  await writeSampleFiles(folder);
  return readFile(join(folder, EMPLOYEES));
}

async function make(ws: WorkspaceCtx, label: string, { type, options }: FieldGuess) {
  const chosen = hasOptions(type) ? options.map((option) => ({ label: option })) : [];
  return { id: (await createField(ws, { label, type, options: chosen })).id, type };
}

const warnings = async (ws: WorkspaceCtx, runId: string) =>
  (await told(ws, runId)).filter((line) => line.startsWith("warning"));

/** What is proposed for the columns of a sync's last file. */
async function proposals(ws: WorkspaceCtx, syncId: string) {
  const { headers, sample, columns, mapping } = await getSync(ws, syncId);
  return proposeColumns({ headers, sample, columns, mapping, fields: await listFields(ws) });
}

test("Taking all that the mapping editor proposes for the sample file, the next run keeps every value", async () => {
  const ws = await workspace();
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS });
  const bytes = await employees();
  expect(await warnings(ws, (await runFile(ws, syncId, bytes)).id)).toHaveLength(6);
  const columns = Object.fromEntries(
    await Promise.all(
      (await proposals(ws, syncId)).flatMap(({ header, guess }) =>
        guess
          ? [make(ws, header, guess).then((field) => [header, madeFieldTarget(field, guess)] as const)]
          : [],
      ),
    ),
  );
  expect(Object.keys(columns)).toHaveLength(6);
  await updateSyncMapping(ws, { syncId, mapping: { columns } });
  const run = await runFile(ws, syncId, bytes);
  expect(await warnings(ws, run.id)).toEqual([]);
  const later = bytes.toString("utf8").replaceAll(",Finance,", ",Treasury,");
  const next = await runFile(ws, syncId, later);
  expect(await warnings(ws, next.id)).toEqual([]);
  expect(next.additions.map(({ label }) => label)).toEqual(["Treasury"]);
});

test("A run keeps what all its rows have, far behind the first ones, and not for what every user has", async () => {
  const ws = await workspace();
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS });
  const rows = Array.from({ length: 300 }, (_, n) => `${n},u${n}@x.io,A,B,,${n < 299 ? "Sales" : "Legal"}`);
  await runFile(ws, syncId, `ID,Email,First name,Last name,Mobile,Unit\n${rows.join("\n")}\n`);
  const { columns } = await getSync(ws, syncId);
  expect(columns?.slice(0, 5)).toEqual([null, null, null, null, null]);
  expect(columns?.[5]).toMatchObject({ isWhole: true, filled: 300, values: ["Sales", "Legal"] });
});

test("A file whose header can't be used is read to its end all the same", async () => {
  const ws = await workspace();
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS });
  const rows = Array.from({ length: 300 }, (_, n) => `${n},u${n}@x.io,${n < 299 ? "Sales" : "Legal"}`);
  await runFile(ws, syncId, `UID,Mail,Unit\n${rows.join("\n")}\n`);
  const { columns, sample } = await getSync(ws, syncId);
  expect(sample).toHaveLength(5);
  expect(columns?.[2]).toMatchObject({ isWhole: true, values: ["Sales", "Legal"] });
});

async function* bytesOf(text: Buffer): AsyncGenerator<Uint8Array> {
  yield text;
}

const upload = (ws: WorkspaceCtx, bytes: Buffer) =>
  receiveUpload(ws, { fileName: "people.csv", sizeBytes: bytes.length, bytes: bytesOf(bytes) });

test("Taking all that an upload proposes for the sample file, its run keeps every value", async () => {
  const ws = await workspace();
  const bytes = await employees();
  const { uploadId } = await upload(ws, bytes);
  for (const { header, guess } of (await inspectUpload(ws, { uploadId })).columns) {
    if (!guess) continue;
    const target = madeFieldTarget(await make(ws, header, guess), guess);
    await mapUploadColumn(ws, { header, target });
  }
  const [sync] = await sql`select id from syncs where workspace_id = ${ws.workspaceId}`;
  const run = await runFile(ws, sync?.id, bytes, { mode: "add_and_update" });
  expect(await warnings(ws, run.id)).toEqual([]);
});

test("An upload is read to its end once, and what is wrong far down is told before it is started", async () => {
  const ws = await workspace();
  const rows = Array.from(
    { length: 20_000 },
    (_, n) => `${n},u${n}@x.io,A,B,,${n < 19_999 ? "Sales" : "Legal"}`,
  );
  const text = csv(...rows).replace("Mobile", "Mobile,Unit");
  expect(text.length).toBeGreaterThan(256 * 1024);
  const { uploadId } = await upload(ws, Buffer.from(text));
  expect((await inspectUpload(ws, { uploadId })).stats[5]).toMatchObject({ values: ["Sales", "Legal"] });
  await putSpooled(uploadKey(uploadId), text.replace("Legal", "Later"));
  expect((await inspectUpload(ws, { uploadId })).stats[5]).toMatchObject({ values: ["Sales", "Legal"] });
  const broken = await upload(ws, Buffer.from(`${text}1,"a"b,A,B,,x\n`));
  const { problems } = await inspectUpload(ws, broken);
  expect(problems.map(({ message }) => message).join()).toContain("line 20002");
});
